// sim/explore/run_record.hpp
//
// A RunRecord is every event and every decision of some runs, and a digest of each run.
//
//   RunRecorder recorder;
//   const Program recorded = recorder.recording(program);
//   recorded(loop);                          // as often as there are runs
//   recorder.record().runs.front().digest;
//   std::string bytes = to_bytes(recorder.record());     // for another process
//   RunRecord same = record_from(bytes);
//
// A decision is a question with more than one answer, and what was answered. Equal runs of equal
// programs have equal digests, on every machine. Of many runs the first moments are kept, the
// digest of each all the same.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/base/hash.hpp"
#include "sim/explore/program.hpp"
#include "sim/loop/chooser.hpp"
#include "sim/loop/picker.hpp"
#include "sim/loop/probe.hpp"
#include "sim/trace/trace_event.hpp"

namespace sim {

struct Decision {
  ChoiceKind kind;
  std::uint32_t arity;   // how many answers there were
  std::uint32_t answer;  // step: the place in line, which is another number for each who stands
  std::string site;

  friend bool operator==(const Decision&, const Decision&) = default;
};

using Moment = std::variant<TraceEvent, Decision>;

struct RecordedRun {
  std::uint64_t digest = 0;   // of all that follows
  std::uint64_t moments = 0;  // how many it had
  std::string ending{};       // "ok", "failed: the counter is 1"

  friend bool operator==(const RecordedRun&, const RecordedRun&) = default;
};

struct RunRecord {
  std::vector<RecordedRun> runs{};
  std::vector<Moment> moments{};  // of all runs, one after the other; maybe not the last ones

  // Of all runs.
  [[nodiscard]] std::uint64_t digest() const;
  [[nodiscard]] std::uint64_t moments_seen() const;  // with those that were not kept
};

[[nodiscard]] std::string to_bytes(const RunRecord& record);

// Throws std::runtime_error where the bytes are none of a whole record.
[[nodiscard]] RunRecord record_from(std::string_view bytes);

class RunRecorder final : public Chooser, public Probe, private Picker {
 public:
  explicit RunRecorder(std::size_t moments_max = 300'000) : moments_max_(moments_max) {}

  // The program, every run of which is recorded here. This must outlive it.
  [[nodiscard]] Program recording(Program program);

  [[nodiscard]] const RunRecord& record() const noexcept { return record_; }

  [[nodiscard]] std::uint32_t choose(const Choice& choice) override;
  [[nodiscard]] bool cancels() const noexcept override { return inner_->cancels(); }
  [[nodiscard]] Picker* picker() noexcept override {
    return inner_picker_ == nullptr ? nullptr : this;
  }

  void on_event(const ProbeEvent& event) override;
  [[nodiscard]] bool watches_objects() const noexcept override { return true; }

 private:
  class Listening;

  void begin_run(Chooser* chooser, Probe* probe);
  void end_run(const Ending& ending);
  void decided(ChoiceKind kind, std::uint32_t arity, std::uint32_t answer, std::string_view site);
  [[nodiscard]] bool keeps() const noexcept { return record_.moments.size() < moments_max_; }

  void joins(Place place, TaskId task) override;
  void leaves(Place place) override;
  [[nodiscard]] Place pick() override;
  void touches(ObjectId object, Access access) override { inner_picker_->touches(object, access); }
  void intends(ObjectId object, Access access) override { inner_picker_->intends(object, access); }
  [[nodiscard]] bool minds() const noexcept override { return inner_picker_->minds(); }
  void notes(Deed deed, std::uint64_t subject) override { inner_picker_->notes(deed, subject); }

  std::size_t moments_max_;
  RunRecord record_;
  Digest digest_;  // of the run under way
  std::uint64_t moments_ = 0;
  std::uint32_t in_line_ = 0;
  Chooser* inner_ = nullptr;
  Picker* inner_picker_ = nullptr;
  Probe* next_ = nullptr;
};

}  // namespace sim
