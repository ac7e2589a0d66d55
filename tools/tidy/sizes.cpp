#include "tools/tidy/sizes.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace sim::tidy {
namespace {

// What a brace opens. Inside a function nothing is told apart any more.
enum class Scope { outer, data, function };

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]))) {
      return true;
    }
  }
  return false;
}

// Is there an `=` outside of all parentheses, that is, one that gives a variable its value?
bool assigns(std::string_view head) {
  int depth = 0;
  for (const char c : head) {
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (c == '=' && depth == 0 && !has_word(head, "operator")) {
      return true;
    }
  }
  return false;
}

// What the brace after `head` opens; `head` is what stands between it and the last `;{}`.
Scope classify(std::string_view head, Scope around) {
  const bool lambda = head.find("](") != std::string_view::npos;
  if (around == Scope::function || lambda) {
    return Scope::function;
  }
  if (around == Scope::data || assigns(head)) {
    return Scope::data;
  }
  const bool calls = head.find('(') != std::string_view::npos;
  for (const std::string_view word : {"namespace", "class", "struct", "union", "enum", "extern"}) {
    if (has_word(head, word) && !calls) {
      return Scope::outer;
    }
  }
  // After the `}` of a member's initialiser the head is empty or begins with a comma.
  const std::size_t first = head.find_first_not_of(" \n");
  const bool continues = first == std::string_view::npos || head[first] == ',';
  return calls || continues ? Scope::function : Scope::data;
}

class FunctionFinder {
 public:
  explicit FunctionFinder(const SourceFile& file) : file_(file) {}

  std::vector<Function> run() {
    for (line_ = 0; line_ < file_.code.size(); ++line_) {
      if (!is_directive()) {
        read_line();
      }
    }
    return std::move(functions_);
  }

 private:
  struct Open {
    Scope scope;
    std::size_t first;
  };

  // A preprocessor line, or one that continues it.
  bool is_directive() {
    const std::string& code = file_.code[line_];
    const std::size_t first = code.find_first_not_of(' ');
    const bool begins = first != std::string::npos && code[first] == '#';
    const bool directive = begins || directive_goes_on_;
    directive_goes_on_ = directive && code.ends_with('\\');
    return directive;
  }

  void read_line() {
    for (const char c : file_.code[line_]) {
      if (c == '{') {
        open();
      } else if (c == '}') {
        close();
      } else if (c == ';') {
        head_.clear();
      } else if (!head_.empty() || c != ' ') {
        head_first_ = head_.empty() ? line_ : head_first_;
        head_ += c;
      }
    }
    if (head_ == "public:" || head_ == "protected:" || head_ == "private:") {
      head_.clear();
    } else if (!head_.empty()) {
      head_ += '\n';
    }
  }

  void open() {
    const Scope around = open_.empty() ? Scope::outer : open_.back().scope;
    open_.push_back({classify(head_, around), head_.empty() ? line_ : head_first_});
    head_.clear();
  }

  void close() {
    head_.clear();
    if (open_.empty()) {
      return;
    }
    const Open closed = open_.back();
    open_.pop_back();
    const bool inside = !open_.empty() && open_.back().scope == Scope::function;
    if (closed.scope == Scope::function && !inside) {
      functions_.push_back({closed.first + 1, line_ + 1});
    }
  }

  const SourceFile& file_;
  std::vector<Function> functions_;
  std::vector<Open> open_;
  std::string head_;
  std::size_t head_first_ = 0;
  std::size_t line_ = 0;
  bool directive_goes_on_ = false;
};

std::vector<Function> find_python_functions(const SourceFile& file) {
  std::vector<Function> functions;
  for (std::size_t first = 0; first < file.code.size(); ++first) {
    const std::string& head = file.code[first];
    const std::size_t indent = std::min(head.find_first_not_of(' '), head.size());
    const std::string_view text = std::string_view(head).substr(indent);
    if (!text.starts_with("def ") && !text.starts_with("async def ")) {
      continue;
    }
    std::size_t last = first;
    for (std::size_t line = first + 1; line < file.code.size(); ++line) {
      const std::size_t depth = file.code[line].find_first_not_of(' ');
      if (depth != std::string::npos && depth <= indent && file.code[line][depth] != ')') {
        break;
      }
      last = depth == std::string::npos ? last : line;
    }
    functions.push_back({first + 1, last + 1});
  }
  return functions;
}

std::size_t columns(std::string_view line) {
  return static_cast<std::size_t>(std::count_if(
      line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) >> 6) != 2; }));
}

std::string of(std::size_t count, std::size_t most, std::string_view unit) {
  return std::to_string(count) + " " + std::string(unit) + ", the limit is " + std::to_string(most);
}

}  // namespace

std::vector<Function> find_functions(const SourceFile& file) {
  switch (file.language) {
    case Language::cpp:
      return FunctionFinder(file).run();
    case Language::python:
      return find_python_functions(file);
    default:
      return {};
  }
}

std::vector<Finding> check_sizes(const SourceFile& file) {
  std::vector<Finding> findings;
  if (file.language == Language::other || file.language == Language::data) {
    return findings;
  }
  if (file.lines.size() > kFileLinesMax) {
    findings.push_back({file.path, 0, of(file.lines.size(), kFileLinesMax, "lines"),
                        "giants are split before they are giants",
                        "find the second idea in it and give that its own file"});
  }
  for (const Function& function : find_functions(file)) {
    const std::size_t length = function.last - function.first + 1;
    if (length > kFunctionLinesMax) {
      findings.push_back({file.path, function.first,
                          "function of " + of(length, kFunctionLinesMax, "lines"),
                          "a function is read at a glance, and this one is not",
                          "give its parts names of their own"});
    }
  }
  for (std::size_t line = 0; line < file.lines.size(); ++line) {
    if (columns(file.lines[line]) > kLineColumnsMax) {
      findings.push_back({file.path, line + 1,
                          "line of " + of(columns(file.lines[line]), kLineColumnsMax, "columns"),
                          "two files have to fit side by side", "break the line"});
    }
  }
  return findings;
}

}  // namespace sim::tidy
