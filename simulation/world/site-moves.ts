// What sites go through, told as CodeDeploy's events tell it of its deployments; and who else switches them.

import type { EmbeddedAws } from '@tidegate/embedded-aws';
import type { TargetDefinition, TargetOf } from '../../core/pipeline/target-schema.ts';
import { distributionOf, putSite, serve, servedBy } from './kinds/site.ts';
import type { Move } from './moves-schema.ts';
import type { Revisions } from './revisions.ts';
import type { Told } from './service-runs.ts';

interface Parts {
  readonly aws: EmbeddedAws;
  readonly targets: readonly TargetDefinition[];
}

/** The first edges have it as it is set. */
export function followSites({ aws, targets }: Parts, told: Told): void {
  const served = new Map<string, string | undefined>();
  aws.cloudFront.follow((what, distribution) => {
    const target = targets.find(
      (it): it is TargetOf<'site'> =>
        it.site !== undefined && distributionOf(aws, it) === distribution,
    );
    if (target === undefined || what === 'deploys') return;
    const revision = servedBy(aws, target);
    const before = served.get(target.name);
    served.set(target.name, revision);
    if (before !== undefined && before !== revision) told.stops(target);
    told.begins(target, revision);
    told.ends(target, revision);
  });
}

/** Somebody puts other files there, and switches to them. */
export function moveSite(
  { aws, revisions }: Pick<Parts, 'aws'> & { readonly revisions: Revisions },
  target: TargetOf<'site'>,
  { to }: Move,
): boolean {
  const path = `/by-hand/${to}`;
  putSite(aws, target, path, revisions.contentOf(to));
  serve(aws, target, path);
  return true;
}
