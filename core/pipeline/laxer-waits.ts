// Where a service lets a release, or what is half done, wait longer than its template does.

import { secondsIn } from '../duration.ts';
import type { Finding } from '../strict-yaml.ts';
import { asIn, type Pair, type Path } from './laxer-checks.ts';
import type { PipelineDefinition } from './schema.ts';
import type { TemplateDefinition } from './template-schema.ts';
import { timeoutOf } from './test-schema.ts';

/** The waits in front of a stage. */
export function longerWaits(template: TemplateDefinition, pipeline: PipelineDefinition): Finding[] {
  return (['gateTimeout', 'alarmsClearWithin'] as const).flatMap((key) =>
    longer([key], key, pipeline[key], template[key], template),
  );
}

/** The waits inside of a stage: for a deployment, for the template's own tests, for what a bake could not tell. */
export function longerWaitsOfStage({ stage, base, path, template }: Pair): Finding[] {
  const bakes = [
    { at: [...path, 'bake'], bake: stage.bake },
    ...(stage.waves ?? []).map(({ bake }, index) => ({
      at: [...path, 'waves', index, 'bake'],
      bake,
    })),
  ];
  return [
    ...longerDeployment({ stage, base, path, template }),
    ...base.tests.flatMap((given) => {
      const { name } = given;
      const place = stage.tests.findIndex((test) => test.name === name);
      const own = stage.tests[place];
      const at = [...path, 'tests', place, 'timeout'];
      const wanted = own && timeoutOf(own);
      return longer(at, `timeout of test ${name}`, wanted, timeoutOf(given), template);
    }),
    ...bakes.flatMap(({ at, bake }) =>
      longer([...at, 'extendBy'], 'extendBy', bake?.extendBy, base.bake?.extendBy, template),
    ),
  ];
}

/** A deployment that hangs leaves a target half changed for as long as this. */
export function longerDeployment({
  stage,
  base,
  path,
  template,
}: Omit<Pair, 'pipeline'>): Finding[] {
  const at = [...path, 'deployTimeout'];
  return longer(at, 'deployTimeout', stage.deployTimeout, base.deployTimeout, template);
}

function longer(
  path: Path,
  what: string,
  own: string | undefined,
  most: string | undefined,
  template: TemplateDefinition,
): Finding[] {
  if (own === undefined || most === undefined) return [];
  if (secondsIn(own) <= secondsIn(most)) return [];
  const text = `expected ${what} of at most ${most}, ${asIn(template)}, got ${own}; wait no longer`;
  return [{ path, text }];
}
