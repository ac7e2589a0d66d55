#include "sim/explore/watched.hpp"

#include <memory>
#include <optional>
#include <utility>

#include "sim/explore/deed_tap.hpp"
#include "sim/trace/digest.hpp"

namespace sim {
namespace {

EndingKind ending_kind(FindingKind kind) {
  switch (kind) {
    case FindingKind::deadlock: return EndingKind::deadlock;
    case FindingKind::lost_wakeup: return EndingKind::lost_wakeup;
    case FindingKind::partial_deadlock: return EndingKind::partial_deadlock;
    case FindingKind::livelock: return EndingKind::livelock;
    case FindingKind::unawaited: return EndingKind::unawaited;
    case FindingKind::unretrieved: return EndingKind::unretrieved;
    case FindingKind::await_race: return EndingKind::await_race;
    case FindingKind::hb_race: return EndingKind::hb_race;
    case FindingKind::lock_left:
    case FindingKind::permit_left:
    case FindingKind::task_left:
    case FindingKind::timer_left: return EndingKind::leak;
  }
  return EndingKind::failed;
}

// Takes the place of the loop's probe for the length of a run. What detectors hear goes on to a
// digest, and from there to whoever heard before. Where happens-before races are looked for it
// takes the place of the chooser, too, and leaves the loop empty, or those who still stand in line
// would be told to the chooser again. Who has set a tap already looks for races himself.
class Watch {
 public:
  Watch(Loop& loop, Detectors& detectors) : loop_(loop), before_(loop.probe()), digest_(before_) {
    detectors.begin_run(&digest_);
    loop_.set_probe(&detectors);
    if (!DeedTap::is_needed(detectors) || dynamic_cast<DeedTap*>(chooser_) != nullptr) return;
    tap_.emplace(chooser_, detectors);
    loop_.set_chooser(&*tap_);
  }
  ~Watch() {
    loop_.set_probe(before_);
    if (!tap_) return;
    loop_.reset();
    loop_.set_chooser(chooser_);
  }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  [[nodiscard]] std::uint64_t digest() const noexcept { return digest_.value(); }

 private:
  Loop& loop_;
  Probe* before_;
  Chooser* chooser_ = loop_.chooser();
  TraceDigest digest_;
  std::optional<DeedTap> tap_{};
};

// Copies share nothing: each may run on a thread of its own.
class Watched {
 public:
  Watched(Program program, const DetectOptions& options)
      : program_(std::move(program)),
        options_(options),
        detectors_(std::make_unique<Detectors>(options)) {}
  Watched(const Watched& other) : Watched(other.program_, other.options_) {}
  Watched(Watched&&) = default;
  Watched& operator=(const Watched&) = delete;
  Watched& operator=(Watched&&) = delete;
  ~Watched() = default;

  Ending operator()(Loop& loop) {
    const Watch watch(loop, *detectors_);
    Ending ending = judge(loop);
    ending.digest = watch.digest();
    return ending;
  }

 private:
  Ending judge(Loop& loop) {
    bool cut = false;
    Ending ending = run(loop, cut);
    const bool open = ending.ok() || ending.kind == EndingKind::deadlock ||
                      ending.kind == EndingKind::step_limit;
    if (!open) return ending;
    if (ending.kind == EndingKind::step_limit && !cut) loop.tell_deed(EventKind::limit, {});
    loop.report_untaken();
    const std::vector<Finding> findings = detectors_->findings();
    return findings.empty() ? ending : ending_of(findings.front());
  }

  // A lasso cuts it off, and is found then.
  Ending run(Loop& loop, bool& cut) {
    try {
      return program_(loop);
    } catch (const LassoClosed&) {
      cut = true;
      return {EndingKind::step_limit, "it goes round"};
    }
  }

  Program program_;
  DetectOptions options_;
  std::unique_ptr<Detectors> detectors_;
};

}  // namespace

Program watched(Program program, DetectOptions options) {
  return Watched(std::move(program), options);
}

Ending ending_of(const Finding& finding) {
  return {ending_kind(finding.kind), finding.what, finding.details};
}

}  // namespace sim
