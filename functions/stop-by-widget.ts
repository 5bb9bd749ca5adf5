// What a button of the board in a dashboard stops. It can hold, and do nothing else: who may invoke it may stop, who
// may not still sees the board. CloudWatch tells nobody who pressed; its trail does.

import * as z from 'zod';
import { readerOf } from '../board/reader.ts';
import { renderPressed } from '../board/stopped.ts';
import type { Pressed } from '../core/board/stop-offer.ts';
import { harmless } from '../core/harmless.ts';
import { table } from '../flows/adapters.ts';
import { giveByPress } from '../flows/command/press.ts';
import { deployable } from './task.ts';

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
  const { theme, locale, timezone, dashboardName, forms } = widgetContext;
  const reader = readerOf({ accepted: locale, zone: timezone?.offsetISO });
  const press = Press.safeParse(stop);
  const dashboard = dashboardName || 'of no name';
  const pressed = press.success
    ? await giveByPress(ports, { ...invoked, ...forms?.all, press: press.data, dashboard })
    : REFUSED;
  return renderPressed(pressed, theme === 'dark' ? 'dark' : 'light', reader);
});

const REFUSED: Pressed = {
  came: 'refused',
  why: 'expected what a button of the board brings, got another',
  notes: [],
};

const DESCRIBED = `# Tidegate

What the buttons of the board stop. It shows nothing by itself: put the function \`Board\` into a dashboard.
`;

export const handler = stopByWidget.onAws(table);
