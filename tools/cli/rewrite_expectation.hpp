// tools/cli/rewrite_expectation.hpp
//
// What has to change in one `expect` so that it says what a run gave.
//
//   ExpectationRewriter rewriter(source, expectation, result, mismatches);
//   splices = rewriter.splices();
//
// Keys that come new stand where scenario-language files have them: output, outcome, exception,
// elapsed, result, final, as far as the keys that are there follow that order.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/expect.hpp"
#include "tools/cli/splice.hpp"
#include "tools/cli/yaml_text.hpp"

namespace sim::cli {

class ExpectationRewriter {
 public:
  // Requires: all of them outlive this object.
  ExpectationRewriter(const scenario::Source& source, const scenario::Expectation& expected,
                      const scenario::RunResult& result,
                      std::span<const scenario::Mismatch> mismatches);

  // Once; afterwards keys() and problem() say what came of it.
  [[nodiscard]] std::vector<Splice> splices();

  [[nodiscard]] const std::vector<std::string>& keys() const { return keys_; }
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  // In the order in which a file has them.
  enum class Key : std::size_t { output, outcome, exception, elapsed, result, final_values, end };
  static constexpr std::array all_keys{Key::output,  Key::outcome, Key::exception,
                                       Key::elapsed, Key::result,  Key::final_values};
  [[nodiscard]] static std::string_view name_of(Key key);

  [[nodiscard]] const scenario::Site* site(Key key) const;
  [[nodiscard]] bool has(Key key) const { return site(key) != nullptr; }
  [[nodiscard]] bool removed(Key key) const;
  [[nodiscard]] bool is_mismatch(scenario::Mismatch::Key key) const;
  [[nodiscard]] YamlPlace place() const;

  void replace_values();
  void replace_output(const scenario::Mismatch& mismatch);
  void replace_final(const scenario::Mismatch& mismatch);
  void replace(const scenario::Site& at, const std::string& value, std::string key);
  [[nodiscard]] std::optional<std::string> expression(const scenario::Snapshot& value,
                                                      scenario::Style wanted, YamlPlace where);

  void fill_empty();
  void add_missing();
  void remove_ruled_out();
  void remove(Key key);
  void add(Key key, std::string text);
  void insert_block(Key key, const std::string& text);
  void insert_flow(Key key, const std::string& text);

  [[nodiscard]] std::string new_exception(YamlPlace where) const;
  [[nodiscard]] std::vector<std::string> all_entries(YamlPlace where, std::size_t indent);
  [[nodiscard]] std::string new_final(YamlPlace where, std::size_t indent);
  [[nodiscard]] std::optional<Key> kept_before(Key key) const;
  [[nodiscard]] std::optional<Key> kept_after(Key key) const;
  // The key that stands before or after it in the file.
  [[nodiscard]] std::optional<Key> neighbour(Key key, bool after) const;

  const scenario::Source& source_;
  const scenario::Expectation& expected_;
  const scenario::RunResult& result_;
  std::span<const scenario::Mismatch> mismatches_;
  std::string_view line_break_;
  std::vector<Splice> splices_;
  std::vector<std::string> keys_;
  std::string problem_;
};

}  // namespace sim::cli
