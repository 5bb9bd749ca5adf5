// Schedules, who is asked, who stops by a button, and what keeps it from stopping, in Korean, by their forms.

import type { Phrase } from './phrases.ts';

export const koreanAsked: readonly Phrase[] = [
  // Who it was: nothing but what somebody has typed, and the function's ARN, tells of them.
  [
    'whoever pressed in dashboard {0}, who says to be {1} (arn:{2})',
    '대시보드 {0}에서 누른 사람(스스로 밝힌 이름: {1}) (arn:{2})',
  ],
  [
    'whoever pressed in dashboard {0}, who says to be {1}',
    '대시보드 {0}에서 누른 사람(스스로 밝힌 이름: {1})',
  ],
  ['whoever pressed in dashboard {0}', '대시보드 {0}에서 누른 사람'],
  [
    'whoever pressed in dashboard of no name, who says to be {1} (arn:{2})',
    '이름 없는 대시보드에서 누른 사람(스스로 밝힌 이름: {1}) (arn:{2})',
  ],
  [
    'whoever pressed in dashboard of no name, who says to be {1}',
    '이름 없는 대시보드에서 누른 사람(스스로 밝힌 이름: {1})',
  ],
  ['whoever pressed in dashboard of no name', '이름 없는 대시보드에서 누른 사람'],
  [
    'whoever pressed in dashboard of no name (arn:{0})',
    '이름 없는 대시보드에서 누른 사람 (arn:{0})',
  ],
  ['{0} ({1}) for {2.}', '{0} ({1}, {2} 대신)'],
  ['whoever may let it go on', '다시 풀 권한이 있는 사람'],
  ['wave {0} ({1}) {2*}', '웨이브 {0} ({1}) {2}'],
  ['tests alone', '테스트뿐'],
  ['Running', '진행 중'],
  ['NotStarted', '시작 전'],
  ['since {0} by {1*}: {2}', '{1}이(가) {0}부터: {2}'],
  ['since {0} until {3} by {1*}: {2}', '{1}이(가) {0}부터 {3}까지: {2}'],

  // What a schedule has found.
  [
    'schedule {0}, due at {1=}, releases {2}, the newest that was there; looked at {3#} minutes late',
    '일정 {0}, {1}: 그때 가장 새로운 {2}을(를) 릴리스함; {3}분 늦게 확인',
  ],
  [
    'schedule {0}, due at {1=}, releases {2}, the newest that was there',
    '일정 {0}, {1}: 그때 가장 새로운 {2}을(를) 릴리스함',
  ],
  [
    'schedule {0}, due at {1=}, finds nothing new: {2} is the newest, and had release {3}',
    '일정 {0}, {1}: 새로운 것이 없음, 가장 새로운 {2}은(는) 이미 릴리스 {3}(으)로 나감',
  ],
  [
    'schedule {0}, due at {1=}, finds nothing new: {2} was started before, and was refused',
    '일정 {0}, {1}: 새로운 것이 없음, {2}은(는) 전에 시작했고 거부됨',
  ],
  [
    'schedule {0}, due at {1=}, finds nothing that is a release: of {2}, {3*}',
    '일정 {0}, {1}: 릴리스할 것이 없음: {2}, {3}',
  ],
  [
    'schedule {0}, due at {1=}, finds nothing that is a release',
    '일정 {0}, {1}: 릴리스할 것이 없음',
  ],

  // Whose answer is waited for.

  [
    'expected what a button of the board brings, got another',
    '보드의 버튼이 보내는 것이어야 하는데, 다른 것이 옴',
  ],
  [
    'expected something that can be stopped, got another',
    '멈출 수 있는 것이어야 하는데, 다른 것이 옴',
  ],
  [
    'expected the name of an applied pipeline, got {0}; {1*}',
    '적용된 파이프라인의 이름이어야 하는데 {0}임; {1}',
  ],
  [
    'expected the name of an applied pipeline, got {0}',
    '적용된 파이프라인의 이름이어야 하는데 {0}임',
  ],
  ['expected a stage of {0}, got {1}; {2*}', '{0}의 스테이지여야 하는데 {1}임; {2}'],
  [
    'expected a team that owns something, got {0}; {1*}',
    '무엇인가를 담당하는 팀이어야 하는데 {0}임; {1}',
  ],
  ['did you mean {0}?', '{0}을(를) 뜻했는지?'],
  ['known are: none yet', '아직 아무것도 없음'],
  ['known are: {0}', '있는 것: {0}'],
  ['it has: {0}', '있는 것: {0}'],
  [
    'expected a key of its own with each command, got that of {0} at {1}',
    '명령마다 자신의 키가 있어야 하는데, {1}의 {0}과(와) 같은 키임',
  ],
  ['expected what {0.} carries, got: {1}', '{0}에 담기는 것이어야 하는데, 다른 것이 옴: {1}'],
  [
    'expected the name of a pipeline or of a release, got another text',
    '파이프라인이나 릴리스의 이름이어야 하는데, 다른 글임',
  ],
  ['expected a signed request, got one of nobody', '서명된 요청이어야 하는데, 누구의 것도 아님'],
  [
    'Nothing is here; the fleet is at /board.',
    '여기에는 아무것도 없습니다. 전체 서비스는 /board에 있습니다.',
  ],
  [
    'expected the board at the stack’s API, got {0}; you need execute-api:Invoke on GET/board and below, and a Tidegate of this version there',
    '스택의 API에 보드가 있어야 하는데 {0}임; GET/board와 그 아래에 대한 execute-api:Invoke 권한과, 그곳에 이 버전의 Tidegate가 필요함',
  ],
];
