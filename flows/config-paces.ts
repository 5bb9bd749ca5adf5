// How long AppConfig takes by the strategies that targets name: what is a team's own, AppConfig alone knows.

import type { Configurations } from '../aws/app-config.ts';
import type { Pace } from '../core/pace.ts';
import type { TargetDefinition, TargetOf } from '../core/pipeline/target-schema.ts';
import { sideBySide } from './side-by-side.ts';

export type ReadsStrategy = Pick<Configurations, 'takes'>;

type Configured = TargetOf<'appConfig'>;

/** By the names of the targets; one that nobody knows has none. Each strategy of a place is asked for once. */
export async function configPacesOf(
  configurations: ReadsStrategy,
  targets: readonly TargetDefinition[],
): Promise<ReadonlyMap<string, Pace>> {
  const alike = Map.groupBy(targets.filter(isOfStrategy), ({ account, region, appConfig }) =>
    JSON.stringify([account, region, appConfig.deploymentStrategy]),
  );
  const paces = await sideBySide([...alike.values()], async (those) => {
    const [first] = those as [Configured, ...Configured[]];
    const { deploymentStrategy: configuration = '' } = first.appConfig;
    const seconds = await configurations.takes(first);
    if (seconds === undefined) return [];
    const pace: Pace = { configuration, seconds };
    return those.map(({ name }) => [name, pace] as const);
  });
  return new Map(paces.flat());
}

function isOfStrategy(target: TargetDefinition): target is Configured {
  return target.appConfig?.deploymentStrategy !== undefined;
}
