// Logarithms from the four operations alone. IEEE 754 rounds those alike everywhere; Math.log may differ by
// machine.

import { LN2 as ln2, round, SQRT2 } from './arithmetic.ts';

const view = new DataView(new ArrayBuffer(8));
const halfLn2Pi = 0.9189385332046728;

/**
 * The natural logarithm of a positive finite number, to within a few units in the last place.
 *
 * Halving to m in [√½, √2) and the series of the inverse hyperbolic tangent, ln m = 2 artanh((m-1)/(m+1)).
 *
 *     1       →  0
 *     2       →  0.6931471805599453
 *     1e-300  →  -690.7755278982137
 */
export function ln(x: number): number {
  let exponent = 0;
  let rest = x;
  if (rest < 2.3e-308) {
    rest *= 18014398509481984; // 2 to the power of 54: out of the subnormal numbers
    exponent = -54;
  }
  view.setFloat64(0, rest);
  const high = view.getUint32(0);
  exponent += (high >>> 20) - 1023;
  view.setUint32(0, (high & 0xfffff) | 0x3ff00000);
  let m = view.getFloat64(0);
  if (m > SQRT2) {
    m /= 2;
    exponent += 1;
  }
  return exponent * ln2 + lnNearOne(m);
}

function lnNearOne(m: number): number {
  const s = (m - 1) / (m + 1);
  const square = s * s;
  let sum = 0;
  for (let odd = 23; odd >= 1; odd -= 2) sum = sum * square + 1 / odd;
  return 2 * s * sum;
}

/**
 * e to the power of x, between 1e-300 and 1e300.
 *
 *     0      →  1
 *     1      →  2.718281828459045
 *     -9999  →  1e-300
 */
export function exp(x: number): number {
  if (x > 690) return 1e300;
  if (x < -690) return 1e-300;
  const doublings = round(x / ln2);
  const rest = x - doublings * ln2;
  let sum = 1;
  for (let term = 18; term >= 1; term--) sum = 1 + (sum * rest) / term;
  view.setUint32(0, (doublings + 1023) << 20);
  view.setUint32(4, 0);
  return sum * view.getFloat64(0);
}

/**
 * ln Γ(x) for x > 0: Stirling's series, after stepping up to where it is exact (Abramowitz and Stegun 6.1.41).
 *
 *     1    →  0
 *     0.5  →  0.5723649429247
 *     10   →  12.8018274800815
 */
export function lnGamma(x: number): number {
  let steps = 1;
  let at = x;
  while (at < 9) {
    steps *= at;
    at += 1;
  }
  const inverse = 1 / at;
  const square = inverse * inverse;
  const series =
    inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680))));
  const stepped = steps === 1 ? 0 : ln(steps);
  return (at - 0.5) * ln(at) - at + halfLn2Pi + series - stepped;
}

/** ln B(a, b), the normaliser of the beta law. */
export function lnBeta(a: number, b: number): number {
  return lnGamma(a) + lnGamma(b) - lnGamma(a + b);
}
