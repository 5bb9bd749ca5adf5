// What a button of the board in a dashboard stops. It can hold, and do nothing else: who may invoke it may stop, who
// may not still sees the board. CloudWatch tells nobody who pressed; its trail does.

import * as z from 'zod';
import { type Reader, readerOf } from '../board/reader.ts';
import { type Pressed, renderPressed } from '../board/stopped.ts';
import type { Obeyed, Previewed } from '../core/command/answer.ts';
import { Failure } from '../core/failure.ts';
import { harmless } from '../core/harmless.ts';
import { type Scope, scopeOf, scopeText } from '../core/hold.ts';
import { table } from '../flows/adapters.ts';
import { giveCommand } from '../flows/command/give.ts';
import { hold } from '../flows/command/hold.ts';
import { stopTheLine } from '../flows/command/stop-the-line.ts';
import type { Ports } from '../flows/ports.ts';
import { stopOfferOf } from '../flows/stop-offers.ts';
import { deployable, type Invoked } from './task.ts';

/** What a person has typed, or a dashboard is called: more of it is cut. */
const typed = (most: number) =>
  z
    .string()
    .transform((text) => harmless(text.trim()).slice(0, most))
    .optional()
    .catch(undefined);

const Context = z.object({
  theme: z.string().optional().catch(undefined),
  locale: z.string().optional().catch(undefined),
  timezone: z.object({ offsetISO: z.string().optional() }).optional().catch(undefined),
  dashboardName: typed(100),
  forms: z
    .object({ all: z.object({ reason: typed(1_000), who: typed(100) }) })
    .optional()
    .catch(undefined),
});

/** What a press brings: whatever of it is anything else, nothing is stopped. */
const Press = z.strictObject({
  scope: z.string().max(210),
  seen: z.string().regex(/^[0-9a-f]{16}$/),
  key: z.string().regex(/^[\w-]{8,64}$/),
});

const Event = z.object({ widgetContext: Context, stop: z.unknown() });

export const stopByWidget = deployable(async (raw, ports, invoked) => {
  const event = Event.safeParse(raw);
  if (!event.success || event.data.stop === undefined) return DESCRIBED;
  const { widgetContext, stop } = event.data;
  const { theme, locale, timezone } = widgetContext;
  const reader: Reader = readerOf({ accepted: locale, zone: timezone?.offsetISO });
  const pressed = await pressedBy(ports, { stop, widgetContext, invoked });
  return renderPressed(pressed, theme === 'dark' ? 'dark' : 'light', reader);
});

interface Asking {
  readonly stop: unknown;
  readonly widgetContext: z.output<typeof Context>;
  readonly invoked: Invoked;
}

async function pressedBy(ports: Ports, asking: Asking): Promise<Pressed> {
  const press = Press.safeParse(asking.stop);
  const scope = press.success ? scopeOf(press.data.scope) : undefined;
  if (!press.success || scope === undefined) {
    ports.log.warn('refused a press of another shape');
    return {
      came: 'refused',
      why: 'expected what a button of the board brings, got another',
      notes: [],
    };
  }
  try {
    const { notes = [], ...told } = await give(ports, { ...asking, ...press.data, scope });
    const isAgain = 'repeated' in told && told.repeated;
    ports.log.info('answered a press', { scope: press.data.scope, isAgain });
    return { came: isAgain ? 'again' : 'done', notes, now: await nowOf(ports, scope) };
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    const { code, message } = thrown;
    ports.log.warn(message, { code });
    if (code === 'Stale') return { came: 'stale', notes: [], now: await nowOf(ports, scope) };
    const isRefused = code === 'Refused' || code === 'WrongInput' || code === 'Missing';
    const now = await nowOf(ports, scope);
    // Of what is not there nobody says that it is open.
    const stands = now?.isHeld ? { now } : {};
    return { came: isRefused ? 'refused' : 'unsure', why: message, notes: [], ...stands };
  }
}

/** What is there now is told beside what was done: that it cannot be read undoes nothing. */
async function nowOf(ports: Ports, scope: Scope) {
  return stopOfferOf(ports, scope).catch(() => undefined);
}

interface Pressing extends Omit<z.output<typeof Press>, 'scope'>, Asking {
  readonly scope: Scope;
}

function give(
  ports: Ports,
  { scope, seen, key, widgetContext, invoked }: Pressing,
): Promise<Previewed | Obeyed> {
  const { dashboardName, forms } = widgetContext;
  const { reason, who } = forms?.all ?? {};
  const says = who ? `, who says to be ${who}` : '';
  const by = {
    arn: invoked.functionArn,
    principal: invoked.functionArn,
    name: `whoever pressed in dashboard ${dashboardName || 'of no name'}${says}`,
  };
  const body = { seen, key, reason: reason || 'no reason was given' };
  const asked = { permission: 'stop', flows: { hold, 'stop-the-line': stopTheLine }, by } as const;
  const told = {
    ...asked,
    requestId: invoked.requestId,
    via: `widget, request ${invoked.requestId}`,
  };
  if (!('pipeline' in scope))
    return giveCommand(ports, {
      ...told,
      command: 'stop-the-line',
      body: { ...body, scope: scopeText(scope) },
    });
  const { kind: _, ...words } = scope;
  return giveCommand(ports, { ...told, command: 'hold', body: { ...body, ...words } });
}

const DESCRIBED = `# Tidegate

What the buttons of the board stop. It shows nothing by itself: put the function \`Board\` into a dashboard.
`;

export const handler = stopByWidget.onAws(table);
