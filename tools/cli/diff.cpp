#include "tools/cli/diff.hpp"

#include <algorithm>

namespace sim::cli {
namespace {

using Lines = std::span<const std::string>;

// How far `x` of each diagonal k = x - y is reached, one array a number of edits.
class Myers {
 public:
  Myers(Lines from, Lines to) : from_(from), to_(to) {}

  // Backwards: the last edit first. Empty where there are more than edits_max.
  std::vector<Edit> run() {
    const auto limit = static_cast<std::ptrdiff_t>(edits_max);
    reached_.assign(static_cast<std::size_t>(2 * limit + 3), 0);
    zero_ = limit + 1;
    for (std::ptrdiff_t count = 0; count <= limit; ++count) {
      history_.push_back(reached_around(count));
      for (std::ptrdiff_t k = -count; k <= count; k += 2) {
        if (advance(count, k)) return walk_back(count, k);
      }
    }
    return {};
  }

 private:
  std::ptrdiff_t& reached(std::ptrdiff_t k) {
    return reached_[static_cast<std::size_t>(zero_ + k)];
  }

  // Of diagonals -count .. count alone, so that the history stays small.
  std::vector<std::ptrdiff_t> reached_around(std::ptrdiff_t count) {
    const auto begin = reached_.begin() + (zero_ - count);
    return {begin, begin + (2 * count + 1)};
  }

  static bool comes_down(std::ptrdiff_t count, std::ptrdiff_t k, std::ptrdiff_t below,
                         std::ptrdiff_t above) {
    return k == -count || (k != count && below < above);
  }

  // True where the end of both is reached.
  bool advance(std::ptrdiff_t count, std::ptrdiff_t k) {
    std::ptrdiff_t x =
        comes_down(count, k, reached(k - 1), reached(k + 1)) ? reached(k + 1) : reached(k - 1) + 1;
    if (count == 0) x = 0;
    std::ptrdiff_t y = x - k;
    while (x < std::ssize(from_) && y < std::ssize(to_) && from(x) == to(y)) {
      ++x;
      ++y;
    }
    reached(k) = x;
    return x >= std::ssize(from_) && y >= std::ssize(to_);
  }

  std::vector<Edit> walk_back(std::ptrdiff_t count, std::ptrdiff_t k) {
    std::vector<Edit> edits;
    std::ptrdiff_t x = std::ssize(from_);
    for (; count > 0; --count) {
      const std::vector<std::ptrdiff_t>& before = history_[static_cast<std::size_t>(count)];
      const auto at = [&](std::ptrdiff_t diagonal) {
        return before[static_cast<std::size_t>(diagonal + count)];
      };
      const bool down = comes_down(count, k, k > -count ? at(k - 1) : 0, k < count ? at(k + 1) : 0);
      const std::ptrdiff_t start = down ? at(k + 1) : at(k - 1) + 1;
      edits.insert(edits.end(), static_cast<std::size_t>(x - start), Edit::keep);
      edits.push_back(down ? Edit::add : Edit::remove);
      x = down ? start : start - 1;
      k += down ? 1 : -1;
    }
    edits.insert(edits.end(), static_cast<std::size_t>(x), Edit::keep);
    return edits;
  }

  [[nodiscard]] const std::string& from(std::ptrdiff_t i) const {
    return from_[static_cast<std::size_t>(i)];
  }
  [[nodiscard]] const std::string& to(std::ptrdiff_t i) const {
    return to_[static_cast<std::size_t>(i)];
  }

  Lines from_;
  Lines to_;
  std::ptrdiff_t zero_ = 0;
  std::vector<std::ptrdiff_t> reached_;
  std::vector<std::vector<std::ptrdiff_t>> history_;
};

// What differs, without the lines that both begin and end with.
std::vector<Edit> edits_between(Lines from, Lines to) {
  if (from.empty()) return std::vector<Edit>(to.size(), Edit::add);
  if (to.empty()) return std::vector<Edit>(from.size(), Edit::remove);
  std::vector<Edit> edits = Myers(from, to).run();
  if (edits.empty()) {
    edits.assign(from.size(), Edit::remove);
    edits.insert(edits.end(), to.size(), Edit::add);
  } else {
    std::ranges::reverse(edits);
  }
  return edits;
}

// A stretch of edits that is shown together: its context included, from and to by index.
struct Hunk {
  std::size_t begin;
  std::size_t end;
};

std::vector<Hunk> hunks_of(const std::vector<Edit>& edits) {
  std::vector<Hunk> hunks;
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (edits[i] == Edit::keep) continue;
    const std::size_t begin = i - std::min(i, context_lines);
    const std::size_t end = std::min(edits.size(), i + 1 + context_lines);
    if (!hunks.empty() && begin <= hunks.back().end) {
      hunks.back().end = end;
    } else {
      hunks.push_back({begin, end});
    }
  }
  return hunks;
}

// "3,2": from line 3 two lines; of none, the line before; of one, the line alone.
std::string range(std::size_t before, std::size_t count) {
  const std::size_t first = count == 0 ? before : before + 1;
  return std::to_string(first) + (count == 1 ? "" : "," + std::to_string(count));
}

}  // namespace

std::vector<Edit> edits(Lines from, Lines to) {
  const auto [left, right] = std::ranges::mismatch(from, to);
  const auto prefix = static_cast<std::size_t>(left - from.begin());
  std::size_t suffix = 0;
  while (suffix < std::min(from.size(), to.size()) - prefix &&
         from[from.size() - 1 - suffix] == to[to.size() - 1 - suffix]) {
    ++suffix;
  }
  std::vector<Edit> all(prefix, Edit::keep);
  const std::vector<Edit> middle =
      edits_between(from.subspan(prefix, from.size() - prefix - suffix),
                    to.subspan(prefix, to.size() - prefix - suffix));
  all.insert(all.end(), middle.begin(), middle.end());
  all.insert(all.end(), suffix, Edit::keep);
  return all;
}

std::vector<std::string> unified_diff(Lines expected, Lines actual) {
  const std::vector<Edit> all = edits(expected, actual);
  std::vector<std::string> out;
  std::size_t edit = 0;
  std::size_t from = 0;
  std::size_t to = 0;
  const auto step = [&] {
    from += all[edit] != Edit::add;
    to += all[edit] != Edit::remove;
    ++edit;
  };
  for (const Hunk& hunk : hunks_of(all)) {
    while (edit < hunk.begin) step();
    const std::size_t from_before = from;
    const std::size_t to_before = to;
    std::vector<std::string> lines;
    for (; edit < hunk.end; step()) {
      const bool adds = all[edit] == Edit::add;
      const char sign = adds ? '+' : all[edit] == Edit::remove ? '-' : ' ';
      lines.push_back(sign + (adds ? actual[to] : expected[from]));
    }
    if (out.empty()) out = {"--- expected", "+++ actual"};
    out.push_back("@@ -" + range(from_before, from - from_before) + " +" +
                  range(to_before, to - to_before) + " @@");
    out.insert(out.end(), lines.begin(), lines.end());
  }
  return out;
}

}  // namespace sim::cli
