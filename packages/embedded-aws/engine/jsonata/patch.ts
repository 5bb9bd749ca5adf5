// Unified diffs, applied to the letter: a line that is not what the diff says it is, where it says, is an error.

const HUNK = /^@@ -(\d+)(?:,\d+)? \+\d+(?:,\d+)? @@/;

/**
 * A text with a diff of one file applied. What stands before the first hunk is for people.
 *
 *     one        @@ -1,2 +1,2 @@      one
 *     two    +    one              →  deux
 *                -two
 *                +deux
 *
 * @param name What the diff is called where it does not fit.
 */
export function applyPatch(text: string, patch: string, name: string): string {
  const lines = text.split('\n');
  const patched: string[] = [];
  let at = 0;
  let inside = false;
  for (const line of patch.split('\n')) {
    const start = HUNK.exec(line)?.[1];
    if (start !== undefined) {
      const begin = Number(start) - 1;
      patched.push(...lines.slice(at, begin));
      at = begin;
      inside = true;
    } else if (inside) applyLine(line);
  }
  return [...patched, ...lines.slice(at)].join('\n');

  function applyLine(line: string): void {
    const [mark, content] = [line.charAt(0), line.slice(1)];
    if (mark === '+') patched.push(content);
    if (mark !== '-' && mark !== ' ') return;
    if (lines[at] !== content) {
      throw new Error(
        `Expected line ${at + 1} of the file to be ${JSON.stringify(content)}, as ${name} says, ` +
          `got ${JSON.stringify(lines[at])}; give it the version the patch was made for`,
      );
    }
    if (mark === ' ') patched.push(content);
    at += 1;
  }
}
