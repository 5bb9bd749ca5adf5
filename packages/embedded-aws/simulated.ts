// The simulated services, and who of them tells whom.

import type { VirtualClock } from './clock.ts';
import { type EngineHost, stepFunctions } from './engine/step-functions.ts';
import { deliverTo } from './event-targets.ts';
import type { Notice } from './notice.ts';
import { appConfig } from './services/appconfig/appconfig.ts';
import { applicationSignals } from './services/application-signals/application-signals.ts';
import { cloudFormation } from './services/cloudformation/cloudformation.ts';
import { cloudFront } from './services/cloudfront.ts';
import { cloudWatch } from './services/cloudwatch/cloudwatch.ts';
import { codeBuild } from './services/codebuild/codebuild.ts';
import { codeCommit } from './services/codecommit/codecommit.ts';
import { codeDeploy } from './services/codedeploy/codedeploy.ts';
import { devOpsGuru } from './services/devops-guru.ts';
import { type Disk, dynamoDb, type TableKind } from './services/dynamodb.ts';
import { ecr } from './services/ecr.ts';
import { ecs } from './services/ecs/ecs.ts';
import type { Emit } from './services/events/event.ts';
import { events } from './services/events/events.ts';
import { fis } from './services/fis.ts';
import { httpApis } from './services/http-api/http-api.ts';
import { kms } from './services/kms.ts';
import { lambda } from './services/lambda/lambda.ts';
import { logs } from './services/logs/logs.ts';
import { outside } from './services/outside.ts';
import type { Place } from './services/places.ts';
import { s3 } from './services/s3/s3.ts';
import { sns } from './services/sns.ts';
import { sqs } from './services/sqs/sqs.ts';
import { ssm } from './services/ssm.ts';
import { sts } from './services/sts.ts';
import { synthetics } from './services/synthetics.ts';
import { xray } from './services/xray/xray.ts';
import type { Credentials } from './transport/credentials.ts';
import type { Faults } from './transport/faults.ts';
import type { Allows } from './transport/run-operation.ts';

export interface ServiceParts {
  readonly clock: VirtualClock;
  readonly disk?: Disk | undefined;
  readonly tables?: TableKind | undefined;
  readonly home: Place;
  readonly faults: Faults;
  readonly keys: Credentials;
  readonly host: EngineHost;
  readonly notice: Notice;
  readonly allows: Allows;
}

export function services(parts: ServiceParts) {
  const { clock, disk, tables, home, faults, keys, host, notice, allows } = parts;
  // The bus comes last: it delivers to the others.
  let emitted: Emit = () => '';
  const machines = stepFunctions({ clock, host });
  const buckets = s3(clock);
  const { queues, service } = sqs(clock);
  const images = ecr(clock, (event) => emitted(event));
  const functions = lambda(clock, {
    objects: buckets.objects,
    images,
    send: (role, arn, body) => allows(role, 'sqs:SendMessage', arn) && queues.deliver(arn, body),
  });
  const deliver = deliverTo({
    lambda: functions,
    states: machines.service,
    queues,
    faults,
    startsTooFast: host.startsTooFast,
  });
  const bus = events({ clock, faults, home, deliver, sendTo: queues.deliver, notice });
  const { emit } = bus;
  emitted = emit;
  const watch = cloudWatch(clock, bus.emit, functions.invokeLater);
  const inAlarm = (name: string, place: Place) =>
    watch.alarms.find(name, place)?.state.value === 'ALARM';
  const { objects } = buckets;
  const containers = ecs({ clock, emit, inAlarm });
  const reached = { lambda: functions, ecs: containers, objects };
  const deploy = codeDeploy({ clock, emit, inAlarm, ...reached });
  const stacks = cloudFormation({ clock, emit, objects, alarm: watch.alarms.find });
  const configurations = appConfig(clock, { inAlarm });
  watch.alarms.onChange(({ definition, state }) => {
    if (state.value !== 'ALARM') return;
    for (const it of [deploy, containers, stacks, configurations])
      it.alarmFired(definition.name, definition);
  });
  return {
    appConfig: configurations,
    lambda: functions,
    codeBuild: codeBuild(clock, buckets.objects, bus.emit),
    codeCommit: codeCommit(bus.emit),
    codeDeploy: deploy,
    cloudFormation: stacks,
    cloudWatch: watch,
    s3: buckets,
    sqs: { queues, service },
    ...testers(clock, bus.emit),
    ssm: ssm(clock),
    sts: sts(clock, keys),
    ...watchers(clock),
    ...keepers(clock),
    ecr: images,
    ecs: containers,
    events: bus,
    httpApis: httpApis(clock, functions),
    dynamoDb: dynamoDb(clock, disk, tables),
    stepFunctions: machines,
  };
}

/** What no other service tells of anything. */
function keepers(clock: VirtualClock) {
  return { cloudFront: cloudFront(clock), kms: kms() };
}

/** What watches others' services. */
function watchers(clock: VirtualClock) {
  return {
    xray: xray(),
    logs: logs(clock),
    applicationSignals: applicationSignals(),
    devOpsGuru: devOpsGuru(clock),
  };
}

/** What tests others' services, whoever is not AWS, and where people are told. */
function testers(clock: VirtualClock, emit: Emit) {
  const others = { outside: outside(), sns: sns(clock) };
  return { fis: fis(clock, emit), synthetics: synthetics(clock, emit), ...others };
}
