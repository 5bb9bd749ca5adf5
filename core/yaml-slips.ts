// The one slip that often stands behind many complaints of a YAML parser, by its name.

import { hexCodeOf } from './harmless.ts';

interface Slip {
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

interface Kind {
  /** What it looks like in a line; its index is its column. */
  readonly form: RegExp;
  text(found: string): string;
}

/** Spaces and nothings that YAML does not take for a space. */
const ODD = '\\u00a0\\u1680\\u2000-\\u200b\\u202f\\u205f\\u2060\\u3000\\ufeff';
const NAMES: Readonly<Record<string, string>> = {
  '\u00a0': 'a non-breaking space',
  '\u202f': 'a narrow non-breaking space',
  '\u3000': 'an ideographic space',
  '\u200b': 'a space without width',
};

const kinds: readonly Kind[] = [
  {
    form: /^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$/,
    text: (found) =>
      `expected a file without merge conflicts, got ${found}: keep one side, and take the markers out`,
  },
  {
    form: /(?<=^ *)\t/,
    text: () => 'expected YAML that is indented with spaces, got a tab: write spaces in its place',
  },
  {
    form: new RegExp(`(?<=^\\s*)[${ODD}]|(?<=^[^#"']*:)[${ODD}]|(?<=^\\s*-)[${ODD}]`, 'u'),
    text: (found) => `expected an ordinary space, got ${nameOf(found)}: write a space in its place`,
  },
];

function nameOf(space: string): string {
  const code = `U+${hexCodeOf(space).toUpperCase().padStart(4, '0')}`;
  return `${NAMES[space] ?? 'a space of another kind'} (${code})`;
}

/**
 * Where a text is no YAML, what it is that makes it none, at each of its places; nothing where it is none of these.
 *
 *     '<<<<<<< HEAD'     →  expected a file without merge conflicts, got <<<<<<< HEAD …
 *     '\tstages:'        →  expected YAML that is indented with spaces, got a tab …
 *     'owner:\u00a0me'   →  expected an ordinary space, got a non-breaking space (U+00A0) …
 */
export function slipsIn(text: string): readonly Slip[] {
  const lines = text.split(/\r?\n/);
  for (const { form, text: told } of kinds) {
    const found = lines.flatMap((line, index) => {
      const match = form.exec(line);
      return match ? [{ line: index + 1, column: match.index + 1, text: told(match[0]) }] : [];
    });
    if (found.length > 0) return found;
  }
  return [];
}
