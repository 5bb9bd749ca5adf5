import { isBarring } from '../../../../core/quarantine.ts';
import { bakedOn } from '../../../../core/target.ts';
import type { StepCheck } from '../step-check.ts';

export const returnsToBaked: StepCheck = {
  holds: 'a target is taken back to what had baked there, ran there, and is not quarantined',
  atStart: ({ doing, mark, target, release, revision }, scene) => {
    const { kept } = scene;
    const { pipeline = '' } = kept.release(release) ?? {};
    const item = kept.target(pipeline, target.name);
    const intent = item?.intent;
    if (doing === 'deploy' || item === undefined || intent === undefined) return [];
    const hadBaked = bakedOn(item).some(
      ({ revision: { digest } }) => digest === intent.revision.digest,
    );
    const quarantine = kept.quarantine(pipeline, intent.revision.digest);
    const isBarred =
      isBarring(quarantine) && Date.parse(quarantine.since) < Date.parse(intent.startedAt);
    const ran = scene.ran(target.name, Number.POSITIVE_INFINITY);
    return [
      ...(hadBaked ? [] : [`${mark} brings ${revision}, which had not baked there`]),
      ...(isBarred ? [`${mark} brings ${revision}, which is quarantined`] : []),
      ...(ran.has(revision) ? [] : [`${mark} brings ${revision}, which never ran there`]),
    ];
  },
};
