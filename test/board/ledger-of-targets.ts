// Examples of what the ledger tells, and of what of it is told in Korean.

export const BY = 'ada (people) (arn:aws:sts::111122223333:assumed-role/people/ada)';
export const AT = '2026-11-23T09:20:00.000Z';

export type Examples = Readonly<Record<string, readonly (readonly [text: string, told: string])[]>>;

/** Of each event: what is written, and what of it is told. */
export const upToTests: Examples = {
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
      '일정 cron(0 2 * * ? *), 2026-12-01(화) 02:00+01:00 Europe/Berlin: 릴리스할 것이 없음',
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
    [
      'gate shut: in ALARM before the start: errors of box',
      '시작하기 전부터 경보 상태: box의 errors',
    ],
  ],
  WaveStarted: [['wave started: box', '웨이브 시작: box']],
  DeploymentStarted: [['deploying #1 a, for its drill', '연습을 위해 #1 a 배포 중']],
  ChangesFound: [
    ['change set c modifies Handler', '변경 세트 c: Handler 수정'],
    ['operation o modifies Handler', '작업 o: Handler 수정'],
  ],
  ChangesApproved: [[`change set c approved by ${BY}: x`, '승인함: x']],
  DeploymentEnded: [
    [
      '#1 a not deployed, deployment d ended Failed, HEALTH_CONSTRAINTS: AWS says so; 1 of 3 instances has it',
      '#1 a 배포되지 않음, 배포 d이(가) 실패(Failed)(으)로 끝남, HEALTH_CONSTRAINTS: AWS says so; 인스턴스 3개 가운데 1개가 받음',
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
      `box의 알람 errors이(가) ${AT}에 경보 상태였음; box의 알람 latency이(가) ${AT}에 경보 상태였음, 트래픽이 옮겨 가는 동안`,
    ],
  ],
  DriftFound: [
    [
      `drift found: box was moved: its alias points to version 2, not to 1 of #1 a (UpdateAlias of shop by user/anna at ${AT})`,
      `box이(가) 바뀜: 별칭이 #1 a의 버전 1이 아니라 2을(를) 가리킴 (${AT}에 user/anna이(가) shop에 UpdateAlias)`,
    ],
  ],
};
