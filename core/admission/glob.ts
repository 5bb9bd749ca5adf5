// Globs of branches, tags and paths.

/**
 * Whether the glob fits all of the text. `*` and `?` stand for what is not `/`, `**` for anything.
 *
 *     'main'        'main'           →  true
 *     'release/*'   'release/1.2'    →  true
 *     'release/*'   'release/1/fix'  →  false
 *     'src/**'      'src/a/b.ts'     →  true
 *     'v?'          'v10'            →  false
 */
export function fitsGlob(glob: string, text: string): boolean {
  return new RegExp(
    `^${glob
      .split(/(\*\*|\*|\?)/)
      .map(patternOf)
      .join('')}$`,
    's',
  ).test(text);
}

function patternOf(part: string): string {
  if (part === '**') return '.*';
  if (part === '*') return '[^/]*';
  if (part === '?') return '[^/]';
  return part.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');
}
