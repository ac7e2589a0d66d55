#include "sim/detect/unhandled.hpp"

#include <algorithm>
#include <string_view>

#include "sim/detect/words.hpp"

namespace sim {

void UnhandledDetector::on_event(const ProbeEvent& event, const Situation& now) {
  if (event.kind != EventKind::unhandled) return;
  // A task that is pending at the end is told by another detector.
  if (event.label.find("but it is pending") != std::string_view::npos) return;
  const bool unawaited = event.label.find("was never awaited") != std::string_view::npos;
  if (unawaited ? !unawaited_ : !unretrieved_) return;
  // Who is cancelled does not come to await what it was given.
  if (unawaited && event.other && now.task(event.other).cancels != 0) return;
  const FindingKind kind = unawaited ? FindingKind::unawaited : FindingKind::unretrieved;
  Finding finding{kind, std::string(name_of(kind)) + ": ", std::string(event.label), {}, {}};
  if (event.task) {
    finding.tasks.push_back(now.name(event.task));
    finding.what += finding.tasks.front() + ": ";
  }
  finding.what += finding.place;
  finding.details = moment(event.time, event.iteration) + "it is certain\n";
  const bool known = std::any_of(found_.begin(), found_.end(),
                                 [&finding](const Finding& it) { return it.same_as(finding); });
  if (!known) found_.push_back(std::move(finding));
}

void UnhandledDetector::end_run(const Situation&, std::vector<Finding>& found) {
  found.insert(found.end(), found_.begin(), found_.end());
}

}  // namespace sim
