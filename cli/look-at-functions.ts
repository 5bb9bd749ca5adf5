// Looks at the functions that a pipeline deploys to: whether they take what their targets say.

import { type PackageType, packageTypeOf } from '../aws/lambda-package.ts';
import type { MemberAccess } from '../aws/sts.ts';
import { isFailure } from '../core/failure.ts';
import type { PipelineDefinition } from '../core/pipeline/schema.ts';
import type { TargetDefinition } from '../core/pipeline/target-schema.ts';
import { pathsOfTargets } from '../core/practice/places.ts';
import { sideBySide } from '../flows/side-by-side.ts';
import type { LookedAt } from './look-at-services.ts';

/** One that is not there yet may be made before it is deployed to. */
export async function lookAtFunctions(
  access: MemberAccess,
  pipeline: PipelineDefinition,
  near: readonly TargetDefinition[],
): Promise<LookedAt> {
  const paths = pathsOfTargets(pipeline);
  const looked = await sideBySide(near, async (target): Promise<LookedAt> => {
    if (target.lambda === undefined) return { findings: [], unread: [] };
    const path = [...(paths.get(target.name) ?? []), 'lambda'];
    try {
      const found = await packageTypeOf(access, target, target.lambda.function);
      const text = unfitText(target.lambda, found);
      return { findings: text ? [{ path, text }] : [], unread: [] };
    } catch (thrown) {
      if (!isFailure(thrown, 'ServiceFailed')) throw thrown;
      const { account, region, name } = target;
      const unread = `the function of ${name} in ${account} ${region} could not be read: ${thrown.message}`;
      return { findings: [], unread: [unread] };
    }
  });
  return {
    findings: looked.flatMap(({ findings }) => findings),
    unread: looked.flatMap(({ unread }) => unread),
  };
}

function unfitText(
  { function: name, image }: NonNullable<TargetDefinition['lambda']>,
  found: PackageType | undefined,
): string | undefined {
  if (found === 'Zip' && image !== undefined)
    return `expected function ${name} to be of package type Image, as image says, got one of Zip: leave image out`;
  if (found === 'Image' && image === undefined)
    return `expected image to say which image function ${name} gets, for its package type is Image, got none`;
  return undefined;
}
