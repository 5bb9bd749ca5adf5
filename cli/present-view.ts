// A deployed pipeline as it is now.

import { type PipelineView, pipelineView } from '../core/board/view.ts';
import { readBoard } from '../flows/read-board.ts';
import type { Deployed } from './deployed.ts';

export async function presentView(
  { ports, now }: Pick<Deployed, 'ports' | 'now'>,
  pipeline: string,
): Promise<PipelineView> {
  const items = await readBoard(ports, pipeline);
  return pipelineView(items, await now());
}
