#include "sim/explore/run_record.hpp"

#include <stdexcept>
#include <utility>

namespace sim {
namespace {

// Numbers and texts one after the other; who reads knows what comes.
class Writer {
 public:
  void add(std::uint64_t number) {
    char bytes[8];
    for (int byte = 0; byte < 8; ++byte) bytes[byte] = static_cast<char>(number >> (8 * byte));
    bytes_.append(bytes, 8);
  }
  void add(std::string_view text) {
    add(std::uint64_t{text.size()});
    bytes_ += text;
  }

  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] std::uint64_t number() {
    const std::string_view digits = take(8);
    std::uint64_t number = 0;
    for (std::size_t byte = 8; byte-- > 0;) {
      number = number << 8 | static_cast<unsigned char>(digits[byte]);
    }
    return number;
  }
  [[nodiscard]] std::string text() { return std::string(take(number())); }
  [[nodiscard]] bool at_end() const noexcept { return bytes_.empty(); }

 private:
  std::string_view take(std::uint64_t size) {
    if (size > bytes_.size()) throw std::runtime_error("the record of the runs is cut short");
    const std::string_view taken = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return taken;
  }

  std::string_view bytes_;
};

// What stands before a moment.
enum class Tag : std::uint64_t { event, decision };

void write(Writer& to, const TraceEvent& event) {
  to.add(static_cast<std::uint64_t>(Tag::event));
  to.add(static_cast<std::uint64_t>(event.kind));
  to.add(static_cast<std::uint64_t>(event.time.time_since_epoch().count()));
  to.add(event.iteration);
  to.add(std::uint64_t{event.task.value()});
  to.add(std::uint64_t{event.other.value()});
  to.add(event.label);
  to.add(std::uint64_t{event.object.value()});
  to.add(event.count);
}

void write(Writer& to, const Decision& decision) {
  to.add(static_cast<std::uint64_t>(Tag::decision));
  to.add(static_cast<std::uint64_t>(decision.kind));
  to.add(std::uint64_t{decision.arity});
  to.add(std::uint64_t{decision.answer});
  to.add(decision.site);
}

template <class Id>
Id id_from(Reader& from) {
  return Id{static_cast<decltype(Id{}.value())>(from.number())};
}

Moment read_event(Reader& from) {
  ProbeEvent event{static_cast<EventKind>(from.number()), Instant{}, 0, TaskId{}};
  event.time = Instant(Duration(static_cast<std::int64_t>(from.number())));
  event.iteration = from.number();
  event.task = id_from<TaskId>(from);
  event.other = id_from<TaskId>(from);
  const std::string label = from.text();
  event.label = label;
  event.object = id_from<ObjectId>(from);
  event.count = from.number();
  return TraceEvent(event);
}

Moment read_decision(Reader& from) {
  Decision decision{};
  decision.kind = static_cast<ChoiceKind>(from.number());
  decision.arity = static_cast<std::uint32_t>(from.number());
  decision.answer = static_cast<std::uint32_t>(from.number());
  decision.site = from.text();
  return decision;
}

}  // namespace

std::uint64_t RunRecord::digest() const {
  Digest all;
  for (const RecordedRun& run : runs) all.add(run.digest);
  return all.value();
}

std::uint64_t RunRecord::moments_seen() const {
  std::uint64_t sum = 0;
  for (const RecordedRun& run : runs) sum += run.moments;
  return sum;
}

std::string to_bytes(const RunRecord& record) {
  Writer to;
  to.add(std::uint64_t{record.runs.size()});
  for (const RecordedRun& run : record.runs) {
    to.add(run.digest);
    to.add(run.moments);
    to.add(run.ending);
  }
  for (const Moment& moment : record.moments) {
    std::visit([&to](const auto& each) { write(to, each); }, moment);
  }
  return to.take();
}

RunRecord record_from(std::string_view bytes) {
  Reader from(bytes);
  RunRecord record;
  for (std::uint64_t left = from.number(); left > 0; --left) {
    RecordedRun run;
    run.digest = from.number();
    run.moments = from.number();
    run.ending = from.text();
    record.runs.push_back(std::move(run));
  }
  while (!from.at_end()) {
    const bool is_event = static_cast<Tag>(from.number()) == Tag::event;
    record.moments.push_back(is_event ? read_event(from) : read_decision(from));
  }
  return record;
}

// Takes the place of the loop's chooser and probe for the length of a run.
class RunRecorder::Listening {
 public:
  Listening(RunRecorder& recorder, Loop& loop)
      : loop_(loop), chooser_(loop.chooser()), probe_(loop.probe()) {
    recorder.begin_run(chooser_, probe_);
    if (chooser_ != nullptr) loop_.set_chooser(&recorder);
    loop_.set_probe(&recorder);
  }
  ~Listening() {
    loop_.set_probe(probe_);
    if (chooser_ != nullptr) loop_.set_chooser(chooser_);
  }
  Listening(const Listening&) = delete;
  Listening& operator=(const Listening&) = delete;

 private:
  Loop& loop_;
  Chooser* chooser_;
  Probe* probe_;
};

// What the end of the loop tells belongs to the run.
Program RunRecorder::recording(Program program) {
  return [this, program = std::move(program)](Loop& loop) {
    const Listening listening(*this, loop);
    Ending ending = program(loop);
    loop.reset();
    end_run(ending);
    return ending;
  };
}

void RunRecorder::begin_run(Chooser* chooser, Probe* probe) {
  inner_ = chooser;
  inner_picker_ = chooser == nullptr ? nullptr : chooser->picker();
  next_ = probe;
  digest_ = Digest();
  moments_ = 0;
  in_line_ = 0;
}

void RunRecorder::end_run(const Ending& ending) {
  std::string words(name_of(ending.kind));
  if (!ending.what.empty()) words += ": " + ending.what;
  digest_.add(words);
  record_.runs.push_back({digest_.value(), moments_, std::move(words)});
}

void RunRecorder::on_event(const ProbeEvent& event) {
  digest_.add(static_cast<std::uint64_t>(event.kind));
  digest_.add(static_cast<std::uint64_t>(event.time.time_since_epoch().count()));
  digest_.add(event.iteration);
  digest_.add(std::uint64_t{event.task.value()} << 32 ^ event.other.value());
  digest_.add(event.label);
  digest_.add(event.object.value());
  digest_.add(event.count);
  ++moments_;
  if (keeps()) record_.moments.emplace_back(TraceEvent(event));
  pass_on(next_, event);
}

void RunRecorder::decided(ChoiceKind kind, std::uint32_t arity, std::uint32_t answer,
                          std::string_view site) {
  if (arity <= 1) return;
  digest_.add(static_cast<std::uint64_t>(kind));
  digest_.add(std::uint64_t{arity} << 32 ^ answer);
  digest_.add(site);
  ++moments_;
  if (keeps()) record_.moments.emplace_back(Decision{kind, arity, answer, std::string(site)});
}

std::uint32_t RunRecorder::choose(const Choice& choice) {
  const std::uint32_t answer = inner_->choose(choice);
  decided(choice.kind, choice.arity, answer, choice.site);
  return answer;
}

void RunRecorder::joins(Place place, TaskId task) {
  ++in_line_;
  inner_picker_->joins(place, task);
}

void RunRecorder::leaves(Place place) {
  --in_line_;
  inner_picker_->leaves(place);
}

// Who is the first in line, and that was the answer, leaves by a call of its own.
Picker::Place RunRecorder::pick() {
  const Place place = inner_picker_->pick();
  decided(ChoiceKind::step, in_line_, place, "which goes next");
  if (place != first_in_line) --in_line_;
  return place;
}

}  // namespace sim
