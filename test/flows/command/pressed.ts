// The buttons of the board in a dashboard, and what a press of one is answered.

import { keys } from '../../../core/keys.ts';
import { home } from '../../../simulation/world/place.ts';
import type { World } from '../../../simulation/world/world.ts';

export const ARN = `arn:aws:lambda:${home.region}:${home.account}:function:tidegate-local-StopByWidget`;
export const context = (more: object = {}) => ({
  dashboardName: 'tidegate-local-shop',
  accountId: home.account,
  locale: 'en',
  theme: 'light',
  ...more,
});
export const typed = (all: object) => ({ forms: { all } });

export async function invoke(world: World, name: string, event: object) {
  let isOver = false;
  const asking = world.aws.lambda.invoke(`tidegate-local-${name}`, event, home).finally(() => {
    isOver = true;
  });
  asking.catch(() => {});
  await world.clock.play(() => isOver);
  const { payload } = (await asking) as { payload: unknown };
  return String(payload);
}

export interface Button {
  readonly text: string;
  readonly confirmation: string;
  readonly endpoint: string;
  readonly brings: { readonly stop: { readonly scope: string; seen: string; key: string } };
}

const BUTTON =
  /<button type="button" class="btn">([^<]*)<\/button><cwdb-action action="call" display="popup" confirmation="([^"]*)" endpoint="([^"]*)">([^<]*)<\/cwdb-action>/g;

export async function buttons(
  world: World,
  params: object = { pipeline: 'shop' },
  more: object = {},
) {
  const shown = await invoke(world, 'Board', { ...params, widgetContext: context(more) });
  const found = [...shown.matchAll(BUTTON)].map(
    ([, text = '', confirmation = '', endpoint = '', json = '']): Button => ({
      text,
      confirmation,
      endpoint,
      brings: JSON.parse(json),
    }),
  );
  return { shown, found };
}

export const press = (world: World, { brings }: Pick<Button, 'brings'>, more: object = {}) =>
  invoke(world, 'StopByWidget', { ...brings, widgetContext: context(more) });

export const holdOf = (world: World, scope: string) => world.onlooker.table.get(keys.hold(scope));
