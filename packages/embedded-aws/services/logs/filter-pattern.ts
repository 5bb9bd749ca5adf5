// CloudWatch Logs' filter patterns, as far as they are plain: terms and phrases that must all be there.

import { AwsError } from '../../service.ts';

const TERM = /"((?:[^"\\]|\\.)*)"|([A-Za-z0-9_]+)/gy;

/**
 *     nothing          →  every line
 *     ERROR            →  lines with ERROR, in these letters
 *     "timed out" db   →  lines with both
 */
export function filterFrom(pattern = ''): (text: string) => boolean {
  const terms: string[] = [];
  let rest = pattern.trim();
  while (rest !== '') {
    TERM.lastIndex = 0;
    const [whole, quoted, bare = ''] = TERM.exec(rest) ?? [];
    if (whole === undefined)
      throw new AwsError(
        'InvalidParameterException',
        `Invalid filter pattern: expected words, and phrases in double quotes, got ${pattern}`,
      );
    terms.push(quoted === undefined ? bare : quoted.replace(/\\(.)/g, '$1'));
    rest = rest.slice(whole.length).trimStart();
  }
  return (text) => terms.every((term) => text.includes(term));
}
