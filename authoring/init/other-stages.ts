// Names that speak of another stage: what is called orders-dev in beta is called something else in prod.

import type { WatchedResource } from '../../core/pipeline/watch-schema.ts';
import { nodeOf } from '../../core/watch/resources.ts';
import type { Deployable } from './discovery.ts';
import { CLEAR, type StageName, stageNamed, wordsOf } from './stage-names.ts';

/** The deployable as a stage knows it: names that speak of another stage are not known. */
export function inStage(found: Deployable, stage: StageName): Deployable {
  const own = (name: string | undefined) =>
    name === undefined || speaksOfOther(name, stage) ? undefined : name;
  return {
    ...found,
    function: own(found.function),
    application: own(found.application),
    deploymentGroup: own(found.deploymentGroup),
    autoScalingGroup: own(found.autoScalingGroup),
    ...(found.configuration && {
      configuration: {
        application: own(found.configuration.application),
        environment: own(found.configuration.environment),
        profile: own(found.configuration.profile),
      },
    }),
    ...(found.site && { site: { ...found.site, bucket: own(found.site.bucket) } }),
    ...(found.stack && { stack: { ...found.stack, name: own(found.stack.name) } }),
    machine: own(found.machine),
    cluster: own(found.cluster),
    service: own(found.service),
    alarms: found.alarms.filter((name) => !speaksOfOther(name, stage)),
    unknownAlarms: [
      ...found.unknownAlarms,
      ...found.alarms.filter((name) => speaksOfOther(name, stage)),
    ],
    watch: found.watch.filter((resource) => !speaksOfOther(spokenOf(resource), stage)),
  };
}

/** Without the configurations of environments that are other stages’, where a profile has one of this stage’s. */
export function ofStage<Each extends Pick<Deployable, 'configuration'>>(
  all: readonly Each[],
  stage: StageName,
): Each[] {
  const stageOf = ({ configuration: it }: Each) => it?.environment && stageNamed(it.environment);
  const own = all.filter((each) => stageOf(each) === stage);
  return all.filter(
    (each) =>
      stageOf(each) === undefined ||
      stageOf(each) === stage ||
      !own.some(({ configuration: it }) => it?.profile === each.configuration?.profile),
  );
}

/** What of it is left out of what is watched there. */
export function unwatchedThere(found: Deployable, stage: StageName): string[] {
  return found.watch.filter((each) => speaksOfOther(spokenOf(each), stage)).map(nodeOf);
}

/** SAM calls the stage of every API Prod, wherever it is deployed. */
function spokenOf(resource: WatchedResource): string {
  return resource.apiGateway?.api ?? nodeOf(resource);
}

/**
 *     orders-dev  in prod  →  true
 *     orders-dev  in beta  →  false
 *     live-scores in beta  →  false
 */
function speaksOfOther(name: string, stage: StageName): boolean {
  const clear = wordsOf(name).filter((word) => CLEAR.includes(word));
  return clear.length > 0 && clear.every((word) => stageNamed(word) !== stage);
}
