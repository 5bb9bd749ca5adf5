// Where a service asks for fewer approvals than its template.

import { secondsIn } from '../duration.ts';
import type { Finding } from '../strict-yaml.ts';
import { asIn, type Pair } from './laxer-checks.ts';

/** As many, by nobody else, and for no longer. */
export function laxerApprovals({ stage, base, path, template }: Pair): Finding[] {
  const [own, wanted] = [stage.approvals, base.approvals];
  if (wanted === undefined) return [];
  const at = [...path, 'approvals'];
  const as = asIn(template);
  if (own === undefined) return [{ path, text: `expected approvals, ${as}, got none` }];
  const others = own.by.filter((each) => !wanted.by.includes(each));
  return [
    ...(own.quorum < wanted.quorum
      ? [
          {
            path: [...at, 'quorum'],
            text: `expected a quorum of at least ${wanted.quorum}, ${as}, got ${own.quorum}`,
          },
        ]
      : []),
    ...(others.length > 0
      ? [
          {
            path: [...at, 'by'],
            text: `expected approvals by ${wanted.by.join(', ')} alone, ${as}, got ${others.join(', ')} too`,
          },
        ]
      : []),
    ...(secondsIn(own.expires) > secondsIn(wanted.expires)
      ? [
          {
            path: [...at, 'expires'],
            text: `expected approvals that count for at most ${wanted.expires}, ${as}, got ${own.expires}`,
          },
        ]
      : []),
  ];
}
