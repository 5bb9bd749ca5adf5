// Each thing that the ledger can tell is told in Korean. What scenarios write is held where they are played.

import { globSync, readFileSync } from 'node:fs';
import { toldInKorean } from '../../board/language/told-in-korean.ts';
import { ledgerEntrySchema } from '../../core/ledger.ts';

const BY = 'ada (people) (arn:aws:sts::111122223333:assumed-role/people/ada)';
const AT = '2026-11-23T09:20:00.000Z';

/** Of each event: what is written, and what of it is told. */
const EXAMPLES: Readonly<Record<string, readonly (readonly [text: string, told: string])[]>> = {
  ReleaseStarted: [
    [
      'release of #1 fc19318 started again, by the input of execution one: 5 waves',
      '#1 fc19318 릴리스 다시 시작 (실행 one의 입력으로): 웨이브 5개',
    ],
  ],
  ReleaseRefused: [['Refused: expected x, got y', '거부(Refused): expected x, got y']],
  ScheduleDue: [
    [
      'schedule cron(0 2 * * ? *), due at Tue 2026-12-01 02:00+01:00 Europe/Berlin, finds nothing that is a release',
      '일정 cron(0 2 * * ? *), Tue 2026-12-01 02:00+01:00 Europe/Berlin: 릴리스할 것이 없음',
    ],
  ],
  StartAsked: [
    [
      `start of #1 a asked for by ${BY}: x; seen: open`,
      `${BY}이(가) #1 a 시작을 요청함: x; 그때 본 것: 열려 있음`,
    ],
  ],
  RollbackAsked: [[`rollback asked for by ${BY}: x; seen: box from #2 b to #1 a`, '롤백을 요청함']],
  BuildAdmitted: [
    [
      `build #1 a (arn) let back in front of newer ones, by ${BY} until ${AT}: x`,
      '더 새로운 것보다 앞에 세움',
    ],
  ],
  FixMarked: [
    [
      `release of #1 a marked as the fix for errors by ${BY} until ${AT}: x`,
      'errors의 수정으로 표시함',
    ],
  ],
  RuleBroken: [['expected a, got b; to fix: c', 'expected a, got b; 고치려면: c']],
  RuleWaived: [
    [
      'expected a, got b; waived by ada until 2026-12-01 (3 days left): x',
      '2026-12-01까지 ada이(가) 면제함: x',
    ],
  ],
  StageEntered: [['stage prod entered', '스테이지 prod에 들어감']],
  StageApproved: [[`plan f16ffcf4dbf4 of prod approved by ${BY}: x`, '승인함: x']],
  StageRejected: [[`plan f16ffcf4dbf4 of prod rejected by ${BY}: x`, '거부함: x']],
  WaitSkipped: [[`wait for hours ended by ${BY} until ${AT}: x`, '기다림을 끝냄']],
  GateShut: [
    ['gate shut: in ALARM before the start: errors of box', '시작하기 전부터 ALARM: box의 errors'],
  ],
  WaveStarted: [['wave started: box', '웨이브 시작: box']],
  DeploymentStarted: [['deploying #1 a, for its drill', '연습을 위해 #1 a 배포 중']],
  ChangesFound: [['change set c modifies Handler', '변경 세트 c: Handler 수정']],
  ChangesApproved: [[`change set c approved by ${BY}: x`, '승인함: x']],
  DeploymentEnded: [
    [
      '#1 a not deployed, deployment d ended Failed, HEALTH_CONSTRAINTS: AWS says so; 1 of 3 instances has it',
      '#1 a 배포되지 않음, 배포 d이(가) Failed(으)로 끝남, HEALTH_CONSTRAINTS: AWS says so; 인스턴스 3개 가운데 1개가 받음',
    ],
  ],
  StopFailed: [
    [
      'deployment d runs on, though it was to be stopped: Throttled; it is tried again',
      '다시 시도함',
    ],
  ],
  HarmFound: [
    [
      `harm found: alarm errors of box was in ALARM at ${AT}; alarm latency of box was in ALARM at ${AT}, while its traffic shifted`,
      `box의 알람 errors이(가) ${AT}에 ALARM 상태였음; box의 알람 latency이(가) ${AT}에 ALARM 상태였음, 트래픽이 옮겨 가는 동안`,
    ],
  ],
  DriftFound: [
    [
      `drift found: box was moved: its alias points to version 2, not to 1 of #1 a (UpdateAlias of shop by user/anna at ${AT})`,
      `box이(가) 바뀜: 별칭이 #1 a의 버전 1이 아니라 2을(를) 가리킴 (${AT}에 user/anna이(가) shop에 UpdateAlias)`,
    ],
  ],
  TestStarted: [['test smoke started again', '테스트 smoke 다시 시작']],
  TestEnded: [
    [
      'test smoke ended, fail: build b ended FAILED',
      '테스트 smoke 종료, 실패(fail): 빌드 b이(가) FAILED(으)로 끝남',
    ],
  ],
  LegStarted: [
    ['drill way-back, leg up again: box up again', '연습 way-back, 구간 up again: box 다시 올림'],
  ],
  LegEnded: [
    ['drill way-back, leg up ended, pass: 1 alarm OK throughout', '통과(pass): 알람 1개가 내내 OK'],
  ],
  BakeStarted: [['baking for 1h30m', '1시간 30분 동안 베이크 시작']],
  BakeExtended: [
    [
      'bake extended, by 1h: the metrics of box could not be read',
      '베이크를 1시간 연장함: box의 지표를 읽지 못함',
    ],
  ],
  TrafficStarted: [['synthetic traffic started: probe', '합성 트래픽 시작: probe']],
  LoadStarted: [['load started: probe', '부하 시작: probe']],
  LoadEnded: [['load probe ended FAILED by itself', '부하 probe: 스스로 FAILED(으)로 끝남']],
  BakeEnded: [
    [
      'bake ended, inconclusive: box: nothing was reported at any of 58 points',
      '58개 시점 어디에도 보고된 것이 없음',
    ],
  ],
  AnswerAwaited: [
    [
      `waits 4h for a person, until ${AT}: x could not be read`,
      '사람의 답을 기다림: x을(를) 읽지 못함',
    ],
  ],
  VerdictOverridden: [
    [`verdict overridden by ${BY} until ${AT}: x; seen: open`, '판정을 무효로 함'],
  ],
  RetryAsked: [[`another try asked for by ${BY}: x; seen: open`, '다시 시도를 요청함']],
  VerdictCorrected: [[`harmless, says ${BY}: x`, `해롭지 않음, ${BY}: x`]],
  NoiseAccepted: [
    [
      `errors of box has lost its right to page until ${AT}, says ${BY}: x; to do: mend errors, which was wrong 3 of 4 times: watch a rate in place of a count, over more periods, or split what it watches`,
      '할 일: errors을(를) 고칠 것, 4번 가운데 3번 틀렸음',
    ],
    [
      `errors of box has lost its right to block until ${AT}, says ${BY}: x; to do: y`,
      '막을 권한을 잃음',
    ],
  ],
  NoiseWithdrawn: [[`errors has its rights again, says ${BY}: x`, '권한을 되찾음']],
  WaveEnded: [['wave ended, Failed: its tests said nothing: x', '웨이브 종료, 실패(Failed)']],
  RollbackStarted: [['rolling back #1 a: wave prod failed', '#1 a 롤백 중: 웨이브 prod 실패']],
  HookStarted: [['hook h begun: function f', '훅 h 시작: 함수 f']],
  HookEnded: [['hook h ended: function f succeeded', '훅 h 종료: 함수 f 성공']],
  AlarmsMuted: [
    [
      `a, b may not act until ${AT}: a person has taken its right to page`,
      '사람이 호출할 권한을 거둠',
    ],
  ],
  AlarmsUnmuted: [['a, b may act again: its time is over', '다시 동작함: 정한 시간이 끝남']],
  LeftBehind: [
    [
      'goes on without box (x), as minHealthy: 80% allows',
      'box 없이 진행함 (x), minHealthy: 80%이(가) 허용함',
    ],
  ],
  StageLeft: [['stage prod left', '스테이지 prod에서 나감']],
  UnitEntered: [['scale unit one entered', '스케일 유닛 one에 들어감']],
  UnitLeft: [['scale unit one left', '스케일 유닛 one에서 나감']],
  StageHeld: [['stage prod waits for a newer revision: x', '더 새로운 리비전을 기다림: x']],
  StageFrozen: [
    [
      'stage prod frozen: what runs is not proven on: box (its build is gone)',
      'box (빌드가 없어짐)',
    ],
  ],
  StageUnfrozen: [[`stage prod unfrozen by ${BY}: x; seen: y`, '동결을 풂: x; 그때 본 것: y']],
  Held: [
    [
      `stage:shop/prod held by ${BY}: x; seen: open`,
      'stage:shop/prod을(를) 보류함: x; 그때 본 것: 열려 있음',
    ],
    [
      `pipeline:shop held until ${AT} by ${BY}: x; seen: held since ${AT} by eve: y`,
      `eve이(가) ${AT}부터 보류함: y`,
    ],
  ],
  Resumed: [[`pipeline:shop resumed by ${BY}: x; seen: held since ${AT} by eve: y`, '보류를 풂']],
  Frozen: [[`organisation frozen until ${AT} by ${BY}: x; seen: open`, '동결함: x']],
  Unfrozen: [
    [
      `organisation unfrozen by ${BY}: x; seen: frozen since ${AT} until ${AT} by eve: y`,
      '동결을 풂',
    ],
  ],
  StopAsked: [[`stop asked for by ${BY}: x; seen: wave prod Running`, '중단을 요청함: x']],
  RevisionQuarantined: [
    [
      'revision #1 a quarantined: test failed: smoke (build b ended FAILED)',
      '테스트 실패: smoke (빌드 b이(가) FAILED(으)로 끝남)',
    ],
  ],
  QuarantineLifted: [
    [
      `quarantine of #1 a (sha) lifted by ${BY}: x; it stood since ${AT}: wave prod failed`,
      '웨이브 prod 실패',
    ],
  ],
  ReleaseEnded: [
    [
      'LeftDirty: #1 a, the item cannot be read of wave 2',
      '미증명(LeftDirty): #1 a, 웨이브의 항목을 읽을 수 없음: 2',
    ],
  ],
  RollbackEnded: [['RolledBack: #1 a', '롤백(RolledBack): #1 a']],
  CodePipelineMoved: [
    ['CodePipeline front: Deploy/one Failed', 'CodePipeline front, Deploy/one: Failed'],
  ],
  LettersHandedOver: [
    [
      `dead letters handed over again by ${BY}: x; 12ab34cd to OnBuild`,
      '배달되지 못한 이벤트를 다시 넘김: x',
    ],
  ],
  PipelineApplied: [
    [`version 3 applied by ${BY}: x; seen: version 2`, '버전 3을 적용함: x; 그때 본 것: 버전 2'],
  ],
  PolicyApplied: [[`applied by ${BY}: x; seen: version 2`, '적용함: x; 그때 본 것: 버전 2']],
  PipelineRemoved: [[`pipeline removed by ${BY}`, '파이프라인을 제거함']],
  PipelineRenamed: [[`pipeline renamed to till by ${BY}`, '파이프라인 이름을 till(으)로 바꿈']],
};

test('there is an example of every event that the ledger knows', () => {
  const events = ledgerEntrySchema.unwrap().shape.event.options;

  expect(Object.keys(EXAMPLES).toSorted()).toEqual([...events].toSorted());
});

test.each(Object.entries(EXAMPLES))('%s is told in Korean', (_, examples) => {
  for (const [text, told] of examples) expect(toldInKorean(text)).toContain(told);
});

/** What a template of a text is, with a name for each of its parts. */
const filled = (template: string) =>
  template.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, (_part, at: number) => `p${at}`);

/** Texts that are put together of other ones: each has an example above, in which they are. */
const PUT_TOGETHER: Readonly<Record<string, readonly string[]>> = {
  RevisionQuarantined: ['flows/bar-revision.ts'],
  ReleaseStarted: ['flows/claim.ts'],
  VerdictCorrected: ['flows/correct.ts'],
  DeploymentStarted: ['flows/intend.ts'],
  ReleaseEnded: ['flows/keep-end.ts'],
  LoadEnded: ['flows/load.ts'],
  DeploymentEnded: ['flows/look-at-deployment.ts'],
  ScheduleDue: ['flows/release-due.ts'],
  StageEntered: ['flows/seize-stage.ts'],
  BakeExtended: ['flows/watch-bake.ts'],
  NoiseAccepted: ['flows/command/accept-noise.ts'],
  StageApproved: ['flows/command/decide.ts'],
  Held: ['flows/command/put-hold.ts'],
};

test('every text that a flow writes beside a line of the ledger has a form', () => {
  const left = globSync('flows/**/*.ts').flatMap((file) => {
    const code = readFileSync(file, 'utf8');
    if (!/entryOf\(|entries: \[/.test(code)) return [];
    const found = [...code.matchAll(/const (?:text|said|line) =\s*`([^`]*)`/g)];
    return found
      .map(([, template = '']) => filled(template))
      .filter((text) => !/^(p\d+|expected .*)$/.test(text) && toldInKorean(text) === text)
      .map(() => file);
  });

  expect(left.toSorted()).toEqual(Object.values(PUT_TOGETHER).flat().toSorted());
  expect(Object.keys(PUT_TOGETHER).every((event) => event in EXAMPLES)).toBe(true);
});

test('a sentence in brackets, and one after another, is told by itself', () => {
  expect(
    toldInKorean(
      'not deployed: box (its build is gone; its build is gone), two (its build is gone); every wave passed',
    ),
  ).toBe(
    '배포되지 않음: box (빌드가 없어짐; 빌드가 없어짐), two (빌드가 없어짐); 모든 웨이브가 통과함',
  );
});

test('what people have written stays as it is, whatever stands in it', () => {
  const reason = 'see (1); it is fine) ; the till';

  expect(toldInKorean(`stop asked for by ${BY}: ${reason}; seen: open`)).toContain(`: ${reason};`);
});

test('a text that is made to be looked at for long is told in no time', () => {
  const evil = ['; ', ' (', 'alarm a of b was in ALARM at ', '; alarm a of ', ': '].map((piece) =>
    piece.repeat(Math.floor(4_000 / piece.length)),
  );
  const before = process.cpuUsage();
  for (const text of evil) toldInKorean(`bake ended, fail: ${text}`);
  const { user } = process.cpuUsage(before);

  expect(user / 1_000).toBeLessThan(2_000);
});
