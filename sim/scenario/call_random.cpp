// The builtins of the module `random`.
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/call_builtin.hpp"
#include "sim/scenario/operators.hpp"
#include "sim/scenario/raise.hpp"

namespace sim::scenario {
namespace {

double real_at(const BuiltinCall& call, std::size_t index) {
  if (const auto real = as_real(call.arguments[index])) return *real;
  raise("TypeError",
        "must be real number, not " + std::string(type_name(call.arguments[index])));
}

double real_or(const BuiltinCall& call, std::size_t index, double otherwise) {
  return call.arguments.has(index) ? real_at(call, index) : otherwise;
}

// An argument of randrange: a float that is whole is taken, as in Python 3.11.
std::int64_t whole(const Value& value, const char* complaint) {
  const double* real = value.real();
  if (real == nullptr) return to_index(value);
  if (*real != std::trunc(*real)) raise("ValueError", complaint);
  return real_to_integer(*real);
}

std::uint64_t size_of(const Value& sequence) {
  if (const auto size = length(sequence)) return *size;
  raise("TypeError",
        "object of type '" + std::string(type_name(sequence)) + "' has no len()");
}

Value pick(const Value& sequence, const std::vector<std::uint64_t>& places) {
  Values picked;
  picked.reserve(places.size());
  for (const std::uint64_t place : places) {
    picked.push_back(index_value(sequence, static_cast<std::int64_t>(place)));
  }
  return make_list(std::move(picked));
}

std::vector<double> to_weights(const Value& value) {
  std::vector<double> weights;
  for (const Value& item : to_items(value)) {
    const auto real = as_real(item);
    if (!real) {
      raise("TypeError", "unsupported operand type(s) for +: '" +
                             std::string(type_name(item)) + "' and 'float'");
    }
    weights.push_back(*real);
  }
  return weights;
}

std::int64_t to_count(const Value& value) {
  const std::int64_t count = to_index(value);
  if (count > 0) check_size(static_cast<std::uint64_t>(count));
  return count;
}

// ---- integers and sequences ----------------------------------------------------------------

Value call_randrange(const BuiltinCall& call) {
  const Arguments& given = call.arguments;
  const std::int64_t start = whole(given[0], "non-integer arg 1 for randrange()");
  const Value step = given.get(2, 1);
  if (given.get(1, Value()).is_none()) {
    if (given.has(2) && !equals(step, 1)) raise("TypeError", "Missing a non-None stop argument");
    return call.run->random.randrange(start);
  }
  const std::int64_t stop = whole(given[1], "non-integer stop for randrange()");
  return call.run->random.randrange(start, stop,
                                    whole(step, "non-integer step for randrange()"));
}

Value call_randint(const BuiltinCall& call) {
  const Value& last = call.arguments[1];
  if (as_integer(last)) {
    return call.run->random.randint(whole(call.arguments[0], "non-integer arg 1 for randrange()"),
                                    *as_integer(last));
  }
  const Value stop = binary(BinaryOp::add, last, 1);
  const std::int64_t start = whole(call.arguments[0], "non-integer arg 1 for randrange()");
  return call.run->random.randrange(start, whole(stop, "non-integer stop for randrange()"));
}

Value call_choice(const BuiltinCall& call) {
  const Value& sequence = call.arguments[0];
  const std::uint64_t place = call.run->random.choice_index(size_of(sequence));
  return index_value(sequence, static_cast<std::int64_t>(place));
}

Value call_choices(const BuiltinCall& call) {
  const Arguments& given = call.arguments;
  Random& random = call.run->random;
  const std::uint64_t size = size_of(given[0]);
  const Value weights = given.get(1, Value());
  const Value cumulative = given.get(2, Value());
  const std::int64_t k = to_count(given.get(3, 1));
  if (!cumulative.is_none()) {
    if (!weights.is_none()) {
      raise("TypeError", "Cannot specify both weights and cumulative weights");
    }
    return pick(given[0], random.choices_indices_cumulative(size, to_weights(cumulative), k));
  }
  if (weights.is_none()) return pick(given[0], random.choices_indices(size, k));
  if (as_integer(weights)) {
    raise("TypeError", "The number of choices must be a keyword argument: k=" +
                           std::to_string(*as_integer(weights)));
  }
  return pick(given[0], random.choices_indices_weighted(size, to_weights(weights), k));
}

Value call_shuffle(const BuiltinCall& call) {
  const Value& sequence = call.arguments[0];
  if (ListObject* list = sequence.list()) {
    call.run->random.shuffle(list->items);
    list->changed();
    return Value();
  }
  for (std::uint64_t i = size_of(sequence); i > 1; --i) {
    const auto other = static_cast<std::int64_t>(call.run->random.below(i));
    store_item(sequence, static_cast<std::int64_t>(i) - 1, index_value(sequence, other));
  }
  return Value();
}

Value call_sample(const BuiltinCall& call) {
  const Arguments& given = call.arguments;
  const Value& population = given[0];
  if (!length(population) || (population.list() != nullptr && population.list()->is_set)) {
    raise("TypeError", "Population must be a sequence.  For dicts or sets, use sorted(d).");
  }
  const std::int64_t k = to_count(given[1]);
  const Value counts = given.get(2, Value());
  if (counts.is_none()) {
    return pick(population, call.run->random.sample_indices(*length(population), k));
  }
  std::vector<std::int64_t> how_often;
  for (const Value& item : to_items(counts)) how_often.push_back(to_index(item));
  return pick(population,
              call.run->random.sample_indices_counted(*length(population), how_often, k));
}

Value call_getrandbits(const BuiltinCall& call) {
  const std::int64_t bits = to_index(call.arguments[0]);
  if (bits <= 64) {
    const std::uint64_t value = call.run->random.getrandbits(bits);
    if (value >> 63 != 0) raise("OverflowError", "integer overflow");
    return static_cast<std::int64_t>(value);
  }
  check_size(static_cast<std::uint64_t>(bits) / 32);
  const std::vector<std::uint32_t> words = call.run->random.getrandbits_words(bits);
  for (std::size_t i = 2; i < words.size(); ++i) {
    if (words[i] != 0) raise("OverflowError", "integer overflow");
  }
  if (words[1] >> 31 != 0) raise("OverflowError", "integer overflow");
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(words[1]) << 32 | words[0]);
}

// hash(value) of a float, which is what it seeds with: its value modulo 2^61 - 1.
std::uint64_t hash_of(double value) {
  constexpr std::uint64_t prime = (std::uint64_t{1} << 61) - 1;
  if (std::isinf(value)) return value > 0 ? 314159 : static_cast<std::uint64_t>(-314159);
  if (std::isnan(value)) raise("ValueError", "a seed of nan has no fixed hash");
  int exponent = 0;
  double mantissa = std::frexp(std::fabs(value), &exponent);
  std::uint64_t hash = 0;
  while (mantissa != 0.0) {  // 28 bits at a time, as CPython does
    hash = ((hash << 28) & prime) | hash >> 33;
    mantissa *= 268435456.0;
    exponent -= 28;
    const auto digit = static_cast<std::uint64_t>(mantissa);
    mantissa -= static_cast<double>(digit);
    hash += digit;
    if (hash >= prime) hash -= prime;
  }
  const int turn = ((exponent % 61) + 61) % 61;
  if (turn != 0) hash = ((hash << turn) & prime) | hash >> (61 - turn);
  if (!std::signbit(value) || value == 0.0) return hash;
  return hash == 1 ? static_cast<std::uint64_t>(-2) : 0 - hash;
}

Value call_seed(const BuiltinCall& call) {
  const Value& seed = call.arguments[0];
  Random& random = call.run->random;
  if (const auto integer = as_integer(seed)) {
    random.seed(*integer);
  } else if (const std::string* text = seed.text()) {
    random.seed(std::string_view(*text));
  } else if (const double* real = seed.real()) {
    random.seed(hash_of(*real));
  } else if (seed.is_none()) {
    raise("ValueError", "random.seed(None) would leave the simulation");
  } else {
    raise("TypeError",
          "The only supported seed types are: None,\n"
          "int, float, str, bytes, and bytearray.");
  }
  return Value();
}

// ---- variates ------------------------------------------------------------------------------

template <double (Random::*variate)(double, double)>
Value call_two(const BuiltinCall& call) {
  return (call.run->random.*variate)(real_or(call, 0, 0.0), real_or(call, 1, 1.0));
}

template <double (Random::*variate)(double)>
Value call_one(const BuiltinCall& call) {
  return (call.run->random.*variate)(real_at(call, 0));
}

Value call_random(const BuiltinCall& call) { return call.run->random.random(); }

Value call_triangular(const BuiltinCall& call) {
  std::optional<double> mode;
  if (call.arguments.has(2) && !call.arguments[2].is_none()) mode = real_at(call, 2);
  return call.run->random.triangular(real_or(call, 0, 0.0), real_or(call, 1, 1.0), mode);
}

constexpr NamedFunction kFunctions[] = {
    {"random.random", call_random},
    {"random.uniform", call_two<&Random::uniform>},
    {"random.randint", call_randint},
    {"random.randrange", call_randrange},
    {"random.choice", call_choice},
    {"random.choices", call_choices},
    {"random.shuffle", call_shuffle},
    {"random.sample", call_sample},
    {"random.gauss", call_two<&Random::gauss>},
    {"random.normalvariate", call_two<&Random::normalvariate>},
    {"random.expovariate", call_one<&Random::expovariate>},
    {"random.triangular", call_triangular},
    {"random.betavariate", call_two<&Random::betavariate>},
    {"random.gammavariate", call_two<&Random::gammavariate>},
    {"random.lognormvariate", call_two<&Random::lognormvariate>},
    {"random.paretovariate", call_one<&Random::paretovariate>},
    {"random.weibullvariate", call_two<&Random::weibullvariate>},
    {"random.vonmisesvariate", call_two<&Random::vonmisesvariate>},
    {"random.getrandbits", call_getrandbits},
    {"random.seed", call_seed},
};

}  // namespace

std::span<const NamedFunction> random_functions() { return kFunctions; }

}  // namespace sim::scenario
