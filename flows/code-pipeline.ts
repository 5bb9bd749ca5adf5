// What CodePipeline does with a release stands in the release's ledger, whichever of the two is heard of first.

import { type CodePipelineEvent, commitOf, type Move, moveOf } from '../core/code-pipeline.ts';
import type { LedgerEntry } from '../core/ledger.ts';
import type { Release } from '../core/release.ts';
import { sourceKeys, sourceRanges } from '../core/source-keys.ts';
import { orLogged, readableItems } from './one-by-one.ts';
import type { Ports } from './ports.ts';

/**
 * Keeps the event under its execution, and asks then for the release; whoever claims one says so first, and reads then
 * what is kept: one of the two sees the other, and what both tell is one line of the ledger.
 */
export async function noteMove(ports: Ports, event: CodePipelineEvent): Promise<void> {
  const { 'execution-id': execution } = event.detail;
  const move = moveOf(event);
  const commit = commitOf(event);
  if (commit !== undefined) await ports.table.put(sourceKeys.carried(commit), { execution });
  await ports.table.ensure(sourceKeys.move(execution, move.at, move.id), (item) => ({
    item: item ?? move,
  }));
  await tellMoves(ports, execution, [move]);
}

/**
 * Tells in a release's ledger what CodePipeline has done for it. The execution is the one that its input names; else
 * the last that brought its commit. What cannot be told stands in the log: no release is refused for it.
 */
export async function followCodePipeline(
  ports: Ports,
  release: Release,
  named: string | undefined,
): Promise<void> {
  const { pipeline, id } = release;
  await orLogged(ports, { release: id, codePipeline: named }, async () => {
    const execution = named ?? (await carrierOf(ports, release));
    if (execution === undefined) return;
    await ports.table.put(sourceKeys.started(execution, id), { pipeline, release: id });
    await tellMoves(ports, execution, await readableItems(ports, sourceRanges.moves(execution)));
  });
}

async function carrierOf(ports: Ports, { revision }: Release): Promise<string | undefined> {
  if (revision.commit === '') return undefined;
  return (await ports.table.get(sourceKeys.carried(revision.commit)))?.execution;
}

async function tellMoves(ports: Ports, execution: string, moves: readonly Move[]): Promise<void> {
  const started = await readableItems(ports, sourceRanges.started(execution));
  for (const move of moves) {
    const entries = started.map(({ pipeline, release }) => entryOf(pipeline, release, move));
    if (entries.length === 0) continue;
    const key = sourceKeys.move(execution, move.at, move.id);
    await ports.table.change(key, () => ({ item: move, entries }));
  }
}

function entryOf(pipeline: string, release: string, move: Move): LedgerEntry {
  const { at, where, state, codePipeline } = move;
  const text = `CodePipeline ${codePipeline}: ${where} ${state}`;
  return { at, pipeline, release, event: 'CodePipelineMoved', subject: `${where} ${state}`, text };
}
