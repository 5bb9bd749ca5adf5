// GET /board: the board on AWS, for whoever may read it; and the same as a custom widget of CloudWatch's dashboards. It
// reads the table, and changes nothing.

import * as z from 'zod';
import { renderBoard } from '../board/board.ts';
import { renderFleet } from '../board/fleet.ts';
import { servedLinks } from '../board/links.ts';
import { renderNotice } from '../board/notice.ts';
import { renderRelease } from '../board/release.ts';
import { pageAsked } from '../core/board/asked.ts';
import { fleetView } from '../core/board/fleet-view.ts';
import { pipelineView } from '../core/board/view.ts';
import { Failure, type FailureCode } from '../core/failure.ts';
import { table } from '../flows/adapters.ts';
import type { Ports } from '../flows/ports.ts';
import { readBoard } from '../flows/read-board.ts';
import { readFleet } from '../flows/read-fleet.ts';
import { readStory } from '../flows/read-story.ts';
import { pageOf } from './board-pages.ts';
import { pageAnswer } from './http-answer.ts';
import { deployable } from './task.ts';

/** What API Gateway tells of a request whose signature it has checked: the payload format 2.0. */
const Request = z.object({
  rawPath: z.string(),
  queryStringParameters: z.record(z.string(), z.string()).default({}),
  requestContext: z.object({ authorizer: z.object({ iam: z.object({ userArn: z.string() }) }) }),
});

/** What the console tells a widget: what stands under `params` of the dashboard lies beside the context. */
const Widget = z.object({
  widgetContext: z.looseObject({ theme: z.string().optional() }),
  pipeline: z.string().optional(),
  release: z.string().optional(),
  team: z.string().optional(),
});

export const board = deployable(async (event, ports) => {
  if (z.object({ describe: z.literal(true) }).safeParse(event).success) return DESCRIBED;
  const widget = Widget.safeParse(event);
  if (widget.success) return orNotice(ports, () => widgetOf(ports, widget.data));
  const request = Request.safeParse(event);
  // Without a signature there is nobody: such a request is let in by no route of ours.
  if (!request.success)
    return pageAnswer(403, renderNotice('Expected a signed request, got one of nobody.'));
  const { rawPath, queryStringParameters } = request.data;
  const asked = pageAsked(rawPath, queryStringParameters);
  if (asked === undefined)
    return pageAnswer(404, renderNotice('Nothing is here; the fleet is at /board.'));
  try {
    return pageAnswer(200, await pageOf(ports, asked, servedLinks, ports.clock.now().getTime()));
  } catch (thrown) {
    const { code, message } = told(ports, thrown);
    return pageAnswer(STATUS[code] ?? 503, renderNotice(message));
  }
});

const STATUS: Readonly<Partial<Record<FailureCode, number>>> = { Missing: 404, Refused: 404 };

/** What is no failure of ours is a bug: the log has its words, and nobody else gets any of them. */
function told({ log }: Ports, thrown: unknown): Failure {
  if (!(thrown instanceof Failure)) throw thrown;
  log.warn(thrown.message, { code: thrown.code });
  return thrown;
}

/** A widget has no place for a status: it says what is wrong. */
async function orNotice(ports: Ports, run: () => Promise<string>): Promise<string> {
  try {
    return await run();
  } catch (thrown) {
    return renderNotice(told(ports, thrown).message);
  }
}

/** In a dashboard a theme is the console's, not the browser's. */
async function widgetOf(ports: Ports, asked: z.output<typeof Widget>): Promise<string> {
  const { widgetContext, pipeline, release, team } = asked;
  const now = ports.clock.now().getTime();
  const markup =
    release !== undefined
      ? renderRelease(await readStory(ports, release, now))
      : pipeline !== undefined
        ? renderBoard(pipelineView(await readBoard(ports, pipeline), now))
        : await fleetOf(ports, now, team);
  const theme = widgetContext.theme === 'dark' ? 'dark' : 'light';
  return `<div class="cwdb-theme-${theme}">${markup}</div>`;
}

async function fleetOf(ports: Ports, now: number, team: string | undefined): Promise<string> {
  const { all, unread } = await readFleet(ports);
  return renderFleet(fleetView(all, unread, now), team === undefined ? {} : { team });
}

const DESCRIBED = `# Tidegate

The board: what runs where, what is on its way, and what needs a person.

\`\`\`yaml
pipeline: checkout
\`\`\`

With \`release\` it shows one release; with \`team\`, or with nothing, the fleet.
`;

export const handler = board.onAws(table);
