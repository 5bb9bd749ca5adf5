// Text of others, made harmless. Names, reasons, files and stored items may hold anything; shown as they are, an
// escape code clears a screen, a newline forges a line, and what reads from right to left makes another word of it.

/**
 * What does something besides being read: control codes, newlines, what turns the direction, what has no width,
 * halves of characters, and letters that look like nothing. The sign that makes a picture of a letter may follow a
 * picture.
 */
const HARMFUL =
  /(?!(?<=\p{Extended_Pictographic})\u{fe0f})[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{2800}\u{fff9}-\u{fffb}]/gu;

/** GitHub's runner takes what follows for a command, wherever in a line it stands. */
const RUNNER = '##[';

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * The text on one line, to be read and nothing else: what is harmful stands as its code.
 *
 *     'red\u001b[31m'   →  'red\\u{1b}[31m'
 *     'two\nlines'      →  'two\\nlines'
 *     'live\u202Eevil'  →  'live\\u{202e}evil'
 *     'née ⚠️ 日本'      →  'née ⚠️ 日本'
 */
export function harmless(text: string): string {
  return text.replace(HARMFUL, (found) => NAMED[found] ?? `\\u{${hexCodeOf(found)}}`);
}

/** The code of a letter, in lower case: `1b`. */
export function hexCodeOf(letter: string): string {
  // Of no letter it would be `NaN`, which is what that is.
  return Number(letter.codePointAt(0)).toString(16);
}

/**
 * A line of output. What begins with `::`, or holds `##[`, GitHub's runner would take for a command: it reads all
 * that a step prints.
 *
 *     '::add-mask::a'   →  '\\u{3a}:add-mask::a'
 */
export function harmlessLine(line: string): string {
  return harmless(line)
    .replace(/^(\s*):(?=:)/, '$1\\u{3a}')
    .replaceAll(RUNNER, '##\\u{5b}');
}

/** JSON in which no text does anything in a terminal or a log; whoever parses it reads the very same. */
export function harmlessJson(value: unknown, indent = 2): string {
  // A newline here is never of a text: JSON writes those as \n.
  return JSON.stringify(value, null, indent)
    .replace(HARMFUL, (found) => (found === '\n' ? found : found.split('').map(codeUnit).join('')))
    .replaceAll(RUNNER, `##${codeUnit('[')}`);
}

function codeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
