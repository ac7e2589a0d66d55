#include "sim/scenario/schedule_reader.hpp"

#include "sim/scenario/diagnostic.hpp"
#include "sim/sched/make_strategy.hpp"
#include "sim/sched/schedule.hpp"

namespace sim::scenario {
namespace {

// A slip of the pen, or else all that there is.
std::string what_was_meant(const std::string& name) {
  const std::string meant = did_you_mean(suggest(name, strategy_names()));
  if (!meant.empty()) return meant;
  std::string all = "there are";
  for (const std::string_view known : strategy_names()) all += ' ' + std::string(known);
  return all;
}

}  // namespace

bool is_token(std::string_view schedule) { return schedule.starts_with("fermata"); }

std::optional<std::string> read_strategy(const Reader& reader, const Node& node,
                                         const std::string& context) {
  std::optional<std::string> name = reader.text(node, context, "a strategy");
  if (!name || make_strategy(*name) != nullptr) return name;
  reader.found()
      .error(node.place, "unknown strategy '" + *name + "'")
      .in(context)
      .help(what_was_meant(*name));
  return std::nullopt;
}

std::optional<std::string> read_schedule(const Reader& reader, const Node& node,
                                         const std::string& context) {
  std::optional<std::string> text = reader.text(node, context, "a schedule");
  if (!text || !is_token(*text)) return read_strategy(reader, node, context);
  try {
    static_cast<void>(Schedule::parse(*text));
    return text;
  } catch (const ScheduleError& error) {
    reader.found().error(node.place, error.what()).in(context);
    return std::nullopt;
  }
}

}  // namespace sim::scenario
