// GET /board: the board on AWS, for whoever may read it; and the same as a custom widget of CloudWatch's dashboards. It
// reads the table, and changes nothing.

import * as z from 'zod';
import { servedLinksFor } from '../board/links.ts';
import { stillPolicy } from '../board/live.ts';
import { renderNotice } from '../board/notice.ts';
import { renderViewed } from '../board/page.ts';
import { type Reader, readerOf } from '../board/reader.ts';
import { renderWidget } from '../board/widget.ts';
import { isPageName, type PageAsked, pageAsked } from '../core/board/asked.ts';
import { measuredBy } from '../core/board/measures-view.ts';
import { Failure, type FailureCode } from '../core/failure.ts';
import { table } from '../flows/adapters.ts';
import { stopOffers } from '../flows/stop-offers.ts';
import { viewAsked } from '../flows/view-asked.ts';
import { pageAnswer } from './http-answer.ts';
import { deployable } from './task.ts';

/** What API Gateway tells of a request whose signature it has checked: the payload format 2.0. */
const Request = z.object({
  rawPath: z.string(),
  headers: z.record(z.string(), z.string()).default({}),
  queryStringParameters: z.record(z.string(), z.string()).default({}),
  requestContext: z.object({ authorizer: z.object({ iam: z.object({ userArn: z.string() }) }) }),
});

/** What the console tells a widget: what stands under `params` of the dashboard lies beside the context. */
const Widget = z.object({
  widgetContext: z.looseObject({
    theme: z.string().optional(),
    locale: z.string().optional(),
    timezone: z.looseObject({ offsetISO: z.string().optional() }).optional().catch(undefined),
  }),
  pipeline: z.string().optional(),
  release: z.string().optional(),
  team: z.string().optional(),
  measures: z.enum(measuredBy).optional(),
});

export const board = deployable(async (event, ports, { functionArn }) => {
  if (z.object({ describe: z.literal(true) }).safeParse(event).success) return DESCRIBED;
  const widget = Widget.safeParse(event);
  const reader = widget.success ? onlookerOf(widget.data) : readerIn(event);
  try {
    if (widget.success) {
      const theme = widget.data.widgetContext.theme === 'dark' ? 'dark' : 'light';
      const viewed = await viewAsked(ports, shownBy(widget.data));
      const offers = await stopOffers(ports, viewed);
      return renderWidget(viewed, theme, reader, { offers, functionArn: stopperOf(functionArn) });
    }
    const page = renderViewed(
      await viewAsked(ports, pageIn(event)),
      servedLinksFor(reader.asked),
      reader,
    );
    return pageAnswer(200, page, stillPolicy);
  } catch (thrown) {
    // What is no failure of ours is a bug: the log has its words, and nobody else gets any of them.
    if (!(thrown instanceof Failure)) throw thrown;
    const { code, message } = thrown;
    ports.log.warn(message, { code });
    const notice = renderNotice(message, reader);
    // A widget has no place for a status.
    return widget.success ? notice : pageAnswer(STATUS[code] ?? 503, notice, stillPolicy);
  }
});

/** The function that the buttons call lies beside this one, and is granted apart. */
function stopperOf(boardArn: string): string {
  return boardArn.replace(/-Board(?::[^:]+)?$/, '-StopByWidget');
}

const STATUS: Readonly<Partial<Record<FailureCode, number>>> = {
  NotAllowed: 403,
  Missing: 404,
  Refused: 404,
};

function readerIn(event: unknown): Reader {
  const request = Request.safeParse(event);
  if (!request.success) return readerOf();
  const { headers, queryStringParameters } = request.data;
  const { lang, tz } = queryStringParameters;
  return readerOf({ lang, tz, accepted: headers['accept-language'] });
}

/** The console tells of whoever looks on. */
function onlookerOf({ widgetContext }: z.output<typeof Widget>): Reader {
  const { locale, timezone } = widgetContext;
  return readerOf({ accepted: locale, zone: timezone?.offsetISO });
}

function pageIn(event: unknown): PageAsked {
  const request = Request.safeParse(event);
  // Without a signature there is nobody: such a request is let in by no route of ours.
  if (!request.success)
    throw new Failure('NotAllowed', 'expected a signed request, got one of nobody');
  const { rawPath, queryStringParameters } = request.data;
  const asked = pageAsked(rawPath, queryStringParameters);
  if (asked === undefined) throw new Failure('Missing', 'Nothing is here; the fleet is at /board.');
  return asked;
}

function shownBy({ pipeline, release, team, measures }: z.output<typeof Widget>): PageAsked {
  const name = release ?? pipeline;
  if (name !== undefined && !isPageName(name))
    throw new Failure(
      'Missing',
      'expected the name of a pipeline or of a release, got another text',
    );
  if (release !== undefined) return { page: 'release', id: release };
  if (pipeline !== undefined) return { page: 'pipeline', name: pipeline, follow: false };
  if (measures !== undefined) return { page: 'measures', by: measures, days: MEASURED_DAYS };
  return { page: 'fleet', ...(team !== undefined && { team }) };
}

const MEASURED_DAYS = 90;

const DESCRIBED = `# Tidegate

The board: what runs where, what is on its way, and what needs a person.

\`\`\`yaml
pipeline: checkout
\`\`\`

With \`release\` it shows one release; with \`team\`, or with nothing, the fleet; with \`measures\` (service, team
or fleet) how services are delivered. It speaks the language of whoever looks on, English or Korean. Its buttons call
the function \`StopByWidget\`: whoever may invoke that one may stop, and nobody lets anything through here.
`;

export const handler = board.onAws(table);
