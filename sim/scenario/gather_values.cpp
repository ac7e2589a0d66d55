#include "sim/scenario/gather_values.hpp"

#include <utility>

#include "sim/coro/future.hpp"
#include "sim/scenario/raise.hpp"
#include "sim/scenario/value.hpp"

namespace sim::scenario {
namespace {

class ValueGather final : public detail::GatherCore {
 public:
  ValueGather(Loop& loop, detail::GatherErrors errors, std::size_t arguments_max)
      : GatherCore(loop, errors, arguments_max) {}

  void* result_slot() noexcept override { return &result_; }

 private:
  void collect() override {
    Values results;
    results.reserve(argument_count());
    for (std::size_t i = 0; i < argument_count(); ++i) {
      const std::exception_ptr error = detail::error_of(argument(i));
      results.push_back(error ? to_exception(error) : detail::read_result<Value>(argument(i)));
    }
    result_ = make_list(std::move(results));
  }
  // What is in a value may have a name, or an end that somebody sees.
  [[nodiscard]] bool collects_at_once() const noexcept override { return false; }

  detail::ResultSlot<Value> result_;
};

}  // namespace

CorePtr<detail::GatherCore> make_gather(Loop& loop, detail::GatherErrors errors,
                                        std::size_t arguments_max) {
  return CorePtr<detail::GatherCore>::adopt(new ValueGather(loop, errors, arguments_max));
}

}  // namespace sim::scenario
