#include "sim/coro/exceptions.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>

namespace sim {
namespace {

static_assert(!std::is_base_of_v<std::exception, CancelledError>);

template <class E>
std::string description(E error) {
  return describe_exception(std::make_exception_ptr(std::move(error)));
}

TEST(Exceptions, AreDescribedAsPythonPrintsThem) {
  EXPECT_EQ(description(Exception("e")), "Exception: e");
  EXPECT_EQ(description(TypeError("t")), "TypeError: t");
  EXPECT_EQ(description(ValueError("v")), "ValueError: v");
  EXPECT_EQ(description(RuntimeError("r")), "RuntimeError: r");
  EXPECT_EQ(description(TimeoutError()), "TimeoutError");
  EXPECT_EQ(description(InvalidStateError("i")), "InvalidStateError: i");
  EXPECT_EQ(description(CancelledError()), "CancelledError");
  EXPECT_EQ(description(CancelledError("enough")), "CancelledError: enough");
  EXPECT_EQ(description(std::runtime_error("theirs")), "exception: theirs");
  EXPECT_EQ(description(42), "exception");
}

TEST(Exceptions, KnowACancellation) {
  EXPECT_TRUE(is_cancelled_error(std::make_exception_ptr(CancelledError())));
  EXPECT_FALSE(is_cancelled_error(std::make_exception_ptr(ValueError())));
  EXPECT_FALSE(is_cancelled_error(std::make_exception_ptr(1)));
  EXPECT_FALSE(is_cancelled_error(nullptr));
}

TEST(ACancelledError, IsNoStandardException) {
  bool passed = false;
  try {
    try {
      throw CancelledError();
    } catch (const std::exception&) {
    }
  } catch (const CancelledError&) {
    passed = true;
  }
  EXPECT_TRUE(passed);
}

TEST(ACancelMessage, IsNoneOrATextThatMayBeEmpty) {
  EXPECT_FALSE(CancelMessage());
  EXPECT_TRUE(CancelMessage(""));
  EXPECT_EQ(CancelMessage("why").text(), "why");
  EXPECT_EQ(CancelMessage().text(), "");
}

struct Numbered : CancelNote {
  explicit Numbered(int n) : CancelNote("number"), number(n) {}
  int number;
};

TEST(ACancelMessage, MayCarryMoreThanAText) {
  const CancelledError error(CancelMessage(std::make_shared<const Numbered>(7)));
  const auto* note = dynamic_cast<const Numbered*>(error.message().note());
  ASSERT_NE(note, nullptr);
  EXPECT_EQ(note->number, 7);
  EXPECT_EQ(error.message().text(), "number");
}

}  // namespace
}  // namespace sim
