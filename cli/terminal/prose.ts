// Sentences on a terminal: broken between words, so that they are read and not deciphered.

/** Colours that we ourselves paint with. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control codes.
const COLOUR = /\u001b\[\d{1,2}m/g;

const HANGING = '  ';

/**
 * A line as lines of at most that many columns, the later ones further in. A row of a table stays as it is, and so does
 * a command, which somebody copies: the terminal itself breaks them.
 *
 *     '- held since noon by ada', 12      →  '- held since', '  noon by', '  ada'
 *     'beta    ✓ passed', 12              →  the same
 *     'go on: tidegate resume shop', 12   →  'go on:', '  tidegate resume shop'
 */
export function proseLines(line: string, columns: number): string[] {
  if (width(line) <= columns || columns < 20) return [line];
  const [, indent = '', text = ''] = /^( *)(.*)$/s.exec(line) ?? [];
  if (/\S {2,}\S/.test(text)) return [line];
  const lines: string[] = [];
  let current = indent;
  for (const word of wordsOf(text)) {
    const isFirst = current.trim() === '';
    const next = isFirst ? `${current}${word}` : `${current} ${word}`;
    if (isFirst || width(next) <= columns) current = next;
    else {
      lines.push(current);
      current = `${indent}${HANGING}${word}`;
    }
  }
  return [...lines, current];
}

/** A command up to what ends it is one word. */
function wordsOf(text: string): string[] {
  return text.match(/\(?tidegate [a-z][^;)]*[;)]?|\S+/g) ?? [text];
}

function width(text: string): number {
  return [...text.replaceAll(COLOUR, '')].length;
}
