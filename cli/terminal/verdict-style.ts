// The colour of a verdict.

export function styleOf(word: string) {
  if (word === 'pass') return 'green';
  return word === 'fail' ? 'red' : 'yellow';
}
