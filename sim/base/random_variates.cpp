// sim/base/random_variates.cpp
//
// The operations stand in CPython's order and grouping: another order of the same sum is another
// last bit. They are here and not in the header so that no argument is a constant the compiler
// could compute with, and no multiplication of a caller's build is fused with an addition.

#include <cmath>
#include <stdexcept>

#include "sim/base/random.hpp"

#if defined(__FAST_MATH__)
#error "Random keeps its promise only without -ffast-math"
#endif
#if defined(__FLT_EVAL_METHOD__) && __FLT_EVAL_METHOD__ != 0
#error "Random keeps its promise only where double arithmetic is done in double"
#endif

namespace sim {
namespace {

constexpr double kTwoPi = 6.283185307179586;
constexpr double kPi = 3.141592653589793;
constexpr double kE = 2.718281828459045;
constexpr double kLog4 = 1.3862943611198906;         // log(4)
constexpr double kGammaMagic = 2.504077396776274;    // 1 + log(4.5)
constexpr double kNormalMagic = 1.7155277699214135;  // 4 * exp(-0.5) / sqrt(2)

// Called through a pointer that may change at any time, as far as the compiler knows: else it
// would turn a pow whose exponent it sees into multiplications, which round differently.
double (*const volatile libm_pow)(double, double) = std::pow;

// x / y, x ** y and exp(x) with Python's errors.
double divide(double x, double y) {
  if (y == 0.0) throw std::domain_error("float division by zero");
  return x / y;
}

double power(double x, double y) {
  if (x == 0.0 && y < 0.0) throw std::domain_error("0.0 cannot be raised to a negative power");
  const double result = libm_pow(x, y);
  if (std::isinf(result) && std::isfinite(x) && std::isfinite(y)) {
    throw std::overflow_error("(34, 'Numerical result out of range')");
  }
  return result;
}

double exponential(double x) {
  const double result = std::exp(x);
  if (std::isinf(result) && std::isfinite(x)) throw std::overflow_error("math range error");
  return result;
}

// x % y for y > 0: the remainder that lies in [0, y).
double modulo(double x, double y) {
  const double remainder = std::fmod(x, y);
  if (remainder == 0.0) return 0.0;
  return remainder < 0.0 ? remainder + y : remainder;
}

}  // namespace

double Random::uniform(double a, double b) { return a + (b - a) * random(); }

double Random::triangular(double low, double high, std::optional<double> mode) {
  double u = random();
  if (mode && high - low == 0.0) return low;
  double c = mode ? (*mode - low) / (high - low) : 0.5;
  if (u > c) {
    u = 1.0 - u;
    c = 1.0 - c;
    std::swap(low, high);
  }
  return low + (high - low) * std::sqrt(u * c);
}

// A. J. Kinderman, J. F. Monahan, "Computer generation of random variables using the ratio of
// uniform deviates", ACM TOMS 3, 1977.
double Random::normalvariate(double mu, double sigma) {
  for (;;) {
    const double u1 = random();
    const double u2 = 1.0 - random();
    const double z = kNormalMagic * (u1 - 0.5) / u2;
    if (z * z / 4.0 <= -std::log(u2)) return mu + z * sigma;
  }
}

// G. E. P. Box, M. E. Muller, "A note on the generation of random normal deviates", 1958.
double Random::gauss(double mu, double sigma) {
  double z;
  if (gauss_next_) {
    z = *gauss_next_;
    gauss_next_.reset();
  } else {
    const double angle = random() * kTwoPi;
    const double radius = std::sqrt(-2.0 * std::log(1.0 - random()));
    z = std::cos(angle) * radius;
    gauss_next_ = std::sin(angle) * radius;
  }
  return mu + z * sigma;
}

double Random::lognormvariate(double mu, double sigma) {
  return exponential(normalvariate(mu, sigma));
}

double Random::expovariate(double lambd) { return divide(-std::log(1.0 - random()), lambd); }

// N. I. Fisher, "Statistical Analysis of Circular Data", 1993, after D. J. Best and N. I. Fisher.
double Random::vonmisesvariate(double mu, double kappa) {
  if (kappa <= 1e-6) return kTwoPi * random();
  const double s = 0.5 / kappa;
  const double r = s + std::sqrt(1.0 + s * s);
  double z;
  for (;;) {
    z = std::cos(kPi * random());
    const double d = divide(z, r + z);
    const double u = random();
    if (u < 1.0 - d * d || u <= (1.0 - d) * std::exp(d)) break;
  }
  const double q = 1.0 / r;
  const double turn = std::acos((q + z) / (1.0 + q * z));
  return modulo(random() > 0.5 ? mu + turn : mu - turn, kTwoPi);
}

double Random::gammavariate(double alpha, double beta) {
  if (alpha <= 0.0 || beta <= 0.0) {
    throw std::invalid_argument("gammavariate: alpha and beta must be > 0.0");
  }
  if (alpha > 1.0) return gamma_above_one(alpha) * beta;
  if (alpha == 1.0) return -std::log(1.0 - random()) * beta;
  return gamma_below_one(alpha) * beta;
}

// R. C. H. Cheng, "The generation of Gamma variables with non-integral shape parameters",
// Applied Statistics 26, 1977.
double Random::gamma_above_one(double alpha) {
  const double a = std::sqrt(2.0 * alpha - 1.0);
  const double b = alpha - kLog4;
  const double c = alpha + a;
  for (;;) {
    const double u1 = random();
    if (!(1e-7 < u1 && u1 < 0.9999999)) continue;
    const double u2 = 1.0 - random();
    const double v = std::log(u1 / (1.0 - u1)) / a;
    const double x = alpha * std::exp(v);
    const double z = u1 * u1 * u2;
    const double r = b + c * v - x;
    if (r + kGammaMagic - 4.5 * z >= 0.0 || r >= std::log(z)) return x;
  }
}

// Algorithm GS: J. H. Ahrens, U. Dieter, in W. J. Kennedy, J. E. Gentle, "Statistical
// Computing", 1980.
double Random::gamma_below_one(double alpha) {
  for (;;) {
    const double u = random();
    const double b = (kE + alpha) / kE;
    const double p = b * u;
    const double x = p <= 1.0 ? power(p, 1.0 / alpha) : -std::log((b - p) / alpha);
    const double u1 = random();
    if (u1 <= (p > 1.0 ? power(x, alpha - 1.0) : std::exp(-x))) return x;
  }
}

double Random::betavariate(double alpha, double beta) {
  const double y = gammavariate(alpha, 1.0);
  return y == 0.0 ? 0.0 : y / (y + gammavariate(beta, 1.0));
}

double Random::paretovariate(double alpha) {
  const double u = 1.0 - random();
  return power(u, divide(-1.0, alpha));
}

double Random::weibullvariate(double alpha, double beta) {
  const double u = 1.0 - random();
  return alpha * power(-std::log(u), divide(1.0, beta));
}

}  // namespace sim
