// The times of a run, as people read them.

/** Hours, minutes and seconds since the scenario's start. */
export function clockText(at: number, startAt: number): string {
  const seconds = (at - startAt) / 1000;
  const sign = seconds < 0 ? '-' : '+';
  const whole = Math.abs(seconds);
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const rest = (whole % 60).toFixed(3).padStart(6, '0');
  return `${sign}${pad(whole / 3600)}:${pad((whole / 60) % 60)}:${rest}`;
}
