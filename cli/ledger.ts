// tidegate ledger: exports the ledger, or holds it against its seals.

import { harmlessJson } from '../core/harmless.ts';
import { type LedgerEntry, ledgerKey } from '../core/ledger.ts';
import { type CheckedLedger, checkLedger } from '../core/record/check-ledger.ts';
import { cloudEventOf, ledgerLines, parseLedgerLines } from '../core/record/ledger-line.ts';
import type { LedgerSeal } from '../core/record/ledger-seal.ts';
import { recordRanges } from '../core/record-keys.ts';
import { pipelinesAsked } from '../flows/find-release.ts';
import type { Ports } from '../flows/ports.ts';
import { ledgerSince } from '../flows/read-ledger.ts';
import { openDeployed } from './deployed.ts';
import { readText } from './files.ts';
import { print, printFile, printJson } from './output.ts';
import type { Since } from './since.ts';
import { refuseUsage } from './usage.ts';
import type { Where } from './where-deployed.ts';

interface Asked extends Where {
  readonly action: 'export' | 'verify';
  readonly pipeline: string | undefined;
  readonly form: 'lines' | 'cloudevents';
  readonly since: Since | undefined;
  readonly file: string | undefined;
  readonly head: string | undefined;
  readonly part: boolean;
  readonly json: boolean;
}

export async function ledger(asked: Asked): Promise<number> {
  const { action, since, file, head, part } = asked;
  if (action === 'verify') {
    if (since !== undefined) throw refuseUsage('expected --since with export alone, got verify');
    return verify(asked);
  }
  if (file !== undefined || head !== undefined || part)
    throw refuseUsage('expected --file, --part and --head with verify alone, got export');
  return exportLedger(asked);
}

async function exportLedger({ pipeline, form, since, json, ...where }: Asked): Promise<number> {
  const { ports, now } = await openDeployed(where);
  const from = since?.(await now());
  const all: object[] = [];
  for (const name of await ledgersAsked(ports, pipeline)) {
    const { entries, seals } = await readLedger(ports, name, from);
    for (const line of ledgerLines(entries, seals)) {
      const told = form === 'cloudevents' ? cloudEventOf(line) : line;
      if (json) all.push(told);
      else printFile(`${harmlessJson(told, 0)}\n`);
    }
  }
  if (json) printJson({ lines: all });
  return 0;
}

/** Without a pipeline all of them, and what concerns them all: that has no name. */
async function ledgersAsked(ports: Ports, pipeline: string | undefined): Promise<string[]> {
  const names = await pipelinesAsked(ports, pipeline);
  return pipeline === undefined ? [...names, ''] : names;
}

interface Ledger {
  readonly entries: LedgerEntry[];
  readonly seals: LedgerSeal[];
}

/** Since a moment: the seals made since then, with all of their lines, and what is younger than it besides. */
async function readLedger(ports: Ports, name: string, from: string | undefined): Promise<Ledger> {
  const all = await ports.table.list(recordRanges.seals(name));
  const seals = from === undefined ? all : all.filter(({ at }) => at >= from);
  const oldest = seals.flatMap(({ lines }) => lines.map(([key]) => key)).sort()[0];
  const start = from === undefined || oldest === undefined || oldest > from ? from : oldest;
  const entries = await ledgerSince(ports, name, start);
  const before = all.filter((seal) => !seals.includes(seal));
  const held = new Set(before.flatMap(({ lines }) => lines.map(([key]) => key)));
  return { seals, entries: entries.filter((entry) => !held.has(ledgerKey(entry))) };
}

async function verify({ pipeline, file, head, part, json, ...where }: Asked): Promise<number> {
  const checked =
    file === undefined
      ? await checkDeployed(where, pipeline)
      : checkFile(readText(file === '-' ? '/dev/stdin' : file), pipeline, part);
  const isHeadThere = head === undefined || checked.some(({ digests }) => digests.has(head));
  const reports = checked.map(({ report }) => report);
  const isWhole = isHeadThere && reports.every(({ findings }) => findings.length === 0);
  if (json)
    printJson({
      whole: isWhole,
      ...(head !== undefined && { headFound: isHeadThere }),
      ledgers: reports,
    });
  else
    print([
      ...reports.flatMap(linesOf),
      ...(isHeadThere ? [] : [`expected a seal of hash ${head}, got none: the ledger was cut off`]),
    ]);
  return isWhole ? 0 : 1;
}

interface Checked {
  readonly report: CheckedLedger;
  readonly digests: ReadonlySet<string>;
}

async function checkDeployed(where: Where, pipeline: string | undefined): Promise<Checked[]> {
  const { ports } = await openDeployed(where);
  const checked: Checked[] = [];
  for (const name of await ledgersAsked(ports, pipeline))
    checked.push(checkOne(name, await readLedger(ports, name, undefined), {}));
  return checked;
}

function checkFile(text: string, pipeline: string | undefined, isPart: boolean): Checked[] {
  const ledgers = [...parseLedgerLines(text)];
  return ledgers
    .filter(([name]) => pipeline === undefined || name === pipeline)
    .map(([name, ledger]) => checkOne(name, ledger, { inOrder: true, isPart }));
}

function checkOne(
  pipeline: string,
  { entries, seals }: Ledger,
  how: { readonly inOrder?: boolean; readonly isPart?: boolean },
): Checked {
  return {
    report: checkLedger({ pipeline, entries, seals, ...how }),
    digests: new Set(seals.map(({ digest }) => digest)),
  };
}

const FINDINGS_SHOWN = 20;

function linesOf({ pipeline, lines, sealed, seals, head, findings }: CheckedLedger): string[] {
  const name = pipeline || 'all pipelines together';
  const what = `${lines} lines, ${sealed} of them in ${seals} ${seals === 1 ? 'seal' : 'seals'}`;
  const more = findings.length - FINDINGS_SHOWN;
  return [
    `${name}: ${findings.length === 0 ? 'whole' : 'NOT WHOLE'}; ${what}${head ? `, the last ${head}` : ''}`,
    ...findings.slice(0, FINDINGS_SHOWN).map(({ text }) => `  ${text}`),
    ...(more > 0 ? [`  and ${more} more: --json tells all`] : []),
  ];
}
