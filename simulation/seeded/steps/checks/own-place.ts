import { targetsOf } from '../../../../core/pipeline/parse.ts';
import { placeText } from '../stage-of.ts';
import type { StepCheck } from '../step-check.ts';

export const ownPlace: StepCheck = {
  holds: 'a release starts something on the targets of its own pipeline alone',
  atStart: ({ mark, release, target }, { world, kept }) => {
    const found = kept.release(release);
    const own = world.pipelines.find(({ pipeline }) => pipeline === found?.pipeline);
    const places = (own?.stages ?? []).flatMap(targetsOf).map(placeText);
    return places.includes(placeText(target)) ? [] : [`${mark} was started on ${target.name}`];
  },
};
