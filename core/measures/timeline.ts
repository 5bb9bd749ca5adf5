// Where the time of a release went, as its ledger tells it: each moment is of exactly one kind.

import type { LedgerEntry, LedgerEvent } from '../ledger.ts';

/** Of a release's time between its start and its end. */
export interface TimeSpent {
  readonly deploying: number;
  readonly baking: number;
  /** In front of a gate that something keeps shut, or until a person has answered. */
  readonly blocked: number;
  /** Of that, for a person. */
  readonly people: number;
  /** All else: its turn, and what is between two steps. */
  readonly waiting: number;
}

type Kind = 'deploying' | 'baking' | 'people' | 'blocked';

interface Span {
  readonly kind: Kind;
  readonly from: number;
  readonly until: number;
}

/** What begins a time, and what ends it: of the same subject, or of whichever. */
const SPANS: readonly {
  readonly kind: Kind;
  readonly begins: LedgerEvent;
  readonly ends: readonly LedgerEvent[];
}[] = [
  { kind: 'deploying', begins: 'DeploymentStarted', ends: ['DeploymentEnded'] },
  { kind: 'deploying', begins: 'TestStarted', ends: ['TestEnded'] },
  { kind: 'baking', begins: 'BakeStarted', ends: ['BakeEnded'] },
  {
    kind: 'people',
    begins: 'AnswerAwaited',
    ends: ['VerdictOverridden', 'RetryAsked', 'WaveEnded'],
  },
  { kind: 'people', begins: 'ChangesFound', ends: ['ChangesApproved', 'DeploymentEnded'] },
  { kind: 'blocked', begins: 'GateShut', ends: ['WaveStarted', 'WaveEnded', 'ReleaseEnded'] },
];

/** Where several are at once, the first of these counts: what is deployed is waited for no longer. */
const FIRST: readonly Kind[] = ['people', 'deploying', 'baking', 'blocked'];

/**
 * The seconds of each kind between two moments (ISO 8601). The entries are those of one release, in their order.
 *
 *     deployed 10:00–10:05, baked 10:05–11:05, of 09:50–11:10  →  300 deploying, 3600 baking, 900 waiting
 */
export function timeSpent(entries: readonly LedgerEntry[], from: string, until: string): TimeSpent {
  const begin = Date.parse(from);
  const end = Math.max(begin, Date.parse(until));
  const spans = spansOf(entries, end).filter((span) => span.until > begin && span.from < end);
  const edges = [begin, end, ...spans.flatMap((span) => [span.from, span.until])]
    .filter((at) => at >= begin && at <= end)
    .sort((a, b) => a - b);
  const spent: Record<Kind | 'waiting', number> = {
    ...{ deploying: 0, baking: 0, people: 0, blocked: 0, waiting: 0 },
  };
  for (let index = 1; index < edges.length; index += 1) {
    const [at, next] = [edges[index - 1]!, edges[index]!];
    if (next === at) continue;
    const now = new Set(spans.filter((span) => span.from <= at && span.until >= next).map(kindOf));
    spent[FIRST.find((kind) => now.has(kind)) ?? 'waiting'] += (next - at) / 1000;
  }
  const { deploying, baking, people, blocked, waiting } = spent;
  return { deploying, baking, people, blocked: blocked + people, waiting };
}

function kindOf({ kind }: Span): Kind {
  return kind;
}

function spansOf(entries: readonly LedgerEntry[], end: number): Span[] {
  return SPANS.flatMap(({ kind, begins, ends }) =>
    entries.flatMap((entry, index): Span[] => {
      if (entry.event !== begins) return [];
      const after = entries
        .slice(index + 1)
        .find((each) => ends.includes(each.event) && isOfIt(each, entry));
      const from = Date.parse(entry.at);
      return [{ kind, from, until: after ? Date.parse(after.at) : end }];
    }),
  );
}

/** A wave's end ends what its stage and its targets wait for; a release's end all of it. */
function isOfIt({ event, subject }: LedgerEntry, begun: LedgerEntry): boolean {
  if (event === 'ReleaseEnded') return true;
  return subject === begun.subject || subject.startsWith(`${begun.subject}/`);
}
