// What pages are given, from pieces/outputs/. Made by `python -m tests.pieces.typescript`: change it there.

export namespace assessment {
  interface FaultTold {
    title: string;
    what: string;
    hint: string;
  }
  interface Unreadable {
    code: string;
    all: Array<FaultTold>;
  }
  interface Changed {
    title: string;
    from: 0 | 1 | 2 | 3 | 4 | "unknown" | "not-applicable";
    to: 0 | 1 | 2 | 3 | 4 | "unknown" | "not-applicable";
    moved: boolean;
  }
  interface Incoming {
    fault?: Unreadable | null;
    added?: number;
    changed?: number;
    same?: number;
    changes?: Array<Changed>;
    unplaced?: Array<string>;
    unplaced_more?: number;
    response?: Record<string, any>;
  }
  interface Output {
    fault?: Unreadable | null;
    begun?: boolean;
    marked?: boolean;
    inside?: boolean;
    fuller?: boolean;
    headline?: result.FormHeadline;
    first?: Array<result.RecommendedStep>;
    questions?: Array<result.QuestionToAsk>;
    councillor?: boolean;
    dimensions?: Record<string, result.DimensionResult>;
    key?: result.KeyTold;
    order?: Array<result.DimensionResult>;
    pulse?: Record<string, any> | null;
    since?: result.SinceStart | null;
    incoming?: Incoming | null;
    whole?: plain.WholeTold;
  }
  interface Told {
    too_big?: boolean;
    unreadable?: boolean;
    mailed?: boolean;
    attached?: boolean;
    shared?: boolean;
    cancelled?: boolean;
    unshared?: boolean;
    copied?: boolean;
    uncopied?: boolean;
    saved?: boolean;
    sent?: boolean;
    printed?: boolean;
    elsewhere?: boolean;
    words?: boolean;
    resumed?: number;
    taken?: boolean;
    erased?: boolean;
    unticked?: boolean;
  }
  interface Answered {
    answered: number;
    total: number;
  }
  interface Progress {
    answered: number;
    total: number;
    dimensions: Record<string, Answered>;
  }
  interface Printed {
    date: string;
    role: string | null;
    organisation: string | null;
    round: string | null;
    nation: string | null;
    contract: string | null;
  }
  interface StepPlanned {
    id: string;
    title: string;
    given: 0 | 1 | 2 | 3 | 4 | "unknown" | "not-applicable" | null;
    step: string;
    dimension: string | null;
    is_for_others: boolean;
    ask: string | null;
    shown_by: Array<string>;
    module: string;
    owner: string;
    by: string;
  }
  interface View {
    incoming: Incoming | null;
    host: plain.Host;
    progress: Progress;
    waiting: boolean;
    unopened: boolean;
    told: Told;
    printed: Printed;
    step: result.RecommendedStep | null;
    first: Array<StepPlanned>;
    start: string | null;
    can_share: boolean;
    here: string | null;
  }
  interface RaterIndices {
    answered: boolean;
    adrift: boolean;
    excluded: boolean;
    find_out: boolean;
    inside: boolean;
  }
}

export namespace exercise {
  interface Figure {
    label: string;
    text: string;
  }
  interface PlanTold {
    id: string;
    title: string;
    step: string;
  }
  interface Finding {
    text: string;
    plan: PlanTold | null;
  }
  interface Cell {
    column: string;
    text: string;
    kind: string;
  }
  interface ResultRow {
    name: string;
    cells: Array<Cell>;
  }
  interface KeyTold {
    look: string;
    label: string;
  }
  interface MarkDrawn {
    look: string;
    x: number;
    y: number;
    width: number;
    height: number;
  }
  interface LineDrawn {
    look: string;
    x1: number;
    x2: number;
  }
  interface StripTold {
    label: string;
    text: string;
    marks: Array<MarkDrawn>;
    lines: Array<LineDrawn>;
  }
  interface ColumnTold {
    label: string;
  }
  interface EntryTold {
    look: string | null;
    word: string;
    text: string;
  }
  interface GridCell {
    column: string;
    entries: Array<EntryTold>;
  }
  interface GridRow {
    label: string;
    cells: Array<GridCell>;
  }
  interface CurveDrawn {
    look: string;
    x1: number;
    y1: number;
    x2: number;
    y2: number;
  }
  interface Tick {
    text: string;
  }
  interface PictureTold {
    key: Array<KeyTold>;
    strips: Array<StripTold>;
    columns: Array<ColumnTold>;
    rows: Array<GridRow>;
    curves: Array<CurveDrawn>;
    tops: Array<Tick>;
    places: Array<Tick>;
  }
  interface ResultTold {
    heading: string;
    lead: string | null;
    lead_plan: PlanTold | null;
    figures: Array<Figure>;
    findings: Array<Finding>;
    rows: Array<ResultRow>;
    picture: PictureTold | null;
  }
  interface Incoming {
    fault?: "unreadable" | "other" | null;
    inputs?: Record<string, any>;
  }
  interface MadeUp {
    left: number;
    of: number;
  }
  interface Output {
    faults: Record<string, string>;
    result: ResultTold | null;
    own: boolean;
    made_up: MadeUp | null;
    incoming: Incoming | null;
  }
  interface Told {
    too_big?: boolean;
    unreadable?: boolean;
    emptied?: boolean;
    example?: boolean;
    taken?: boolean;
  }
  interface Row {
    key: string;
    number: number;
    faults: Record<string, string>;
  }
  interface View {
    faults: Record<string, string>;
    tables: Record<string, Array<Row>>;
    begun: boolean;
    example: boolean;
    sample: boolean;
    starting: boolean;
    waiting: boolean;
    untouched: boolean;
    incoming: Incoming | null;
    host: plain.Host;
    told: Told;
  }
}

export namespace invitation {
  interface Output {
  }
  interface Told {
    copied?: boolean;
    uncopied?: boolean;
    nameless?: boolean;
  }
  interface View {
    host: plain.Host;
    form: string;
    round: string;
    goal: string;
    service: string;
    by: string;
    promised: boolean;
    asker: string;
    readers: string;
    silent: boolean;
    after: string;
    ask: string;
    paper: string;
    note: boolean;
    link: string;
    typed: string;
    before: string;
    wrong: boolean;
    local: boolean;
    told: Told;
  }
}

export namespace learning {
  interface ModuleDone {
    read: string | null;
    best: number | null;
    questions: number;
    answered: number;
    of: number;
    exercise: boolean;
    begun: boolean;
  }
  interface Totals {
    read: number;
    quizzes: number;
    exercises: number;
    of: number;
  }
  interface NextStep {
    module: string;
    on_route: boolean;
    result_points_to: string | null;
    how: "whole" | "read";
    minutes: number;
    practices: Array<string>;
  }
  interface Left {
    any: boolean;
    hours: number;
    minutes: number;
  }
  interface Answered {
    count: number;
    of: number;
  }
  interface Pulse {
    saved: string;
    answers: Record<string, Record<string, any>>;
  }
  interface Move {
    before: number | string | null;
    after: number | string | null;
    move: "up" | "down" | "same" | "unclear";
  }
  interface Moves {
    up: number;
    down: number;
    same: number;
    unclear: number;
    rows: Record<string, Move>;
  }
  interface Incoming {
    fault?: string | null;
    what?: string;
    new?: number;
    differ?: number;
    theirs?: Record<string, Record<string, any>>;
    mine?: Record<string, Record<string, any>>;
  }
  interface DoneTold {
    day: string | null;
    scored_day: string | null;
    read: string | null;
    exercise: "" | "begun" | "own";
    answered: boolean;
    best: number | null;
  }
  interface OnRoute {
    done: number;
    of: number;
  }
  interface Output {
    modules: Record<string, ModuleDone>;
    totals: Totals;
    answered: Record<string, Answered>;
    questioned: boolean;
    begun: boolean;
    route: string | null;
    left: Left | null;
    next: NextStep | null;
    pulse: Pulse;
    pulse_count: number;
    pulse_known: number;
    pulse_unknown: number;
    moves: Moves | null;
    unmoved: boolean;
    training: Record<string, DoneTold>;
    on_route: OnRoute | null;
    incoming: Incoming | null;
  }
  interface Told {
    too_big?: boolean;
    unreadable?: boolean;
    taken?: boolean;
    undone?: boolean;
    erased?: boolean;
    start?: boolean;
    end?: boolean;
    unplanned?: boolean;
    undated?: boolean;
    added?: boolean;
    wordless?: boolean;
    record_saved?: boolean;
  }
  interface ModuleShown {
    read: string | null;
    best: number | null;
    questions: number;
    answered: number;
    of: number;
    exercise: boolean;
    begun: boolean;
    day: string | null;
    tried: boolean;
    trying: boolean;
    counted: boolean;
  }
  interface MoveShown {
    before: number | string | null;
    after: number | string | null;
    move: "up" | "down" | "same" | "unclear";
    before_given: boolean;
    after_given: boolean;
  }
  interface MovesShown {
    up: number;
    down: number;
    same: number;
    unclear: number;
    rows: Record<string, MoveShown>;
  }
  interface PlannedShown {
    key: string;
    instrument: string;
    id: string;
    title: string;
    step: string;
    called: string;
    day: string;
    by: string;
    late: boolean;
    done: string;
  }
  interface View {
    modules: Record<string, ModuleShown>;
    moves: MovesShown | null;
    days: Record<string, string>;
    name: string | null;
    change: string | null;
    today: string;
    start: string | null;
    end: string | null;
    plan: Array<PlannedShown>;
    training: Record<string, DoneTold>;
    ready: boolean;
    untrained: boolean;
    scores: boolean;
    nameless: boolean;
    blank: boolean;
    unmoved: boolean;
    fetching: boolean;
    unbegun: boolean;
    under_way: boolean;
    finished: boolean;
    incoming: Incoming | null;
    host: plain.Host;
    told: Told;
  }
}

export namespace network {
  interface LabelDrawn {
    text: string;
    side: "left" | "middle" | "right";
    x: number;
    y: number;
  }
  interface ActorDrawn {
    number: number;
    name: string;
    cx: number;
    cy: number;
    x: number;
    y: number;
    label: LabelDrawn;
    silent: boolean;
    critical: boolean;
  }
  interface LineDrawn {
    x1: number;
    y1: number;
    x2: number;
    y2: number;
    strength: number | null;
    joins: boolean | null;
  }
  interface TieTold {
    first: string;
    second: string;
    view_of_first: number | null;
    view_of_second: number | null;
    strength: number | null;
    gap: number | null;
    wide: boolean;
    could_join: boolean;
  }
  interface Named {
    name: string;
  }
  interface Group {
    names: string;
  }
  interface Join {
    first: string;
    second: string;
  }
  interface Critical {
    n: number;
    names: string;
  }
  interface Network {
    drawn: boolean;
    actors: Array<ActorDrawn>;
    lines: Array<LineDrawn>;
    ties: Array<TieTold>;
    ties_more: number;
    level: number | null;
    at_most: number | null;
    open: boolean;
    silent: Array<Named>;
    next: number | null;
    groups: Array<Group>;
    needed: number;
    could_join: Array<Join>;
    could_join_more: number;
    critical: Array<Critical>;
  }
}

export namespace outside {
  interface Output {
  }
  interface Progress {
    answered: number;
    total: number;
  }
  interface Said {
    given: 0 | 1 | 2 | 3 | 4 | "unknown" | "not-applicable" | null;
    note: string;
    more: boolean;
    asked: boolean;
  }
  interface View {
    host: plain.Host;
    round: string;
    earlier_round: string;
    progress: Progress;
    blank: number;
    unknown: number;
    kind: string;
    first: string;
    said: Record<string, Said>;
    date: string;
    number: string;
    file: string;
    can_share: boolean;
    fits: "whole" | "readable" | "none";
    sending: boolean;
    ways: boolean;
    changing: boolean;
    told: plain.SentTold;
    next: number;
    about: string;
    gate: "" | "yes" | "no";
    beside: string;
    line: string;
    can_share_words: boolean;
    out: "none" | "earlier" | "mailed" | "copied" | "saved" | "printed" | "shared" | "sent";
    finished: boolean;
    sent_on: string;
    changed: boolean;
    resend: boolean;
    sheet: Array<plain.Line>;
  }
  interface RaterIndices {
    on: "back" | "continue" | "keep" | "skip";
    about: string;
    total: number;
  }
}

export namespace piles {
  interface PlainAnswers {
    instrument: string;
    title: string;
    raters: number;
    version: string;
    responses: number;
    tallies: number;
    tally: Record<string, any>;
    people: Record<string, any>;
    rounds: Record<string, number>;
  }
  interface ColumnTold {
    letter: string;
    heading: string;
    meaning: string;
    filled: number;
    samples: string;
  }
  interface ChoiceTold {
    words: string;
    columns: Record<string, string>;
    tables: Record<string, string>;
    key: string;
  }
  interface QuestionTold {
    where: string;
    what: string;
    choices: Array<ChoiceTold>;
  }
  interface TableShown {
    name: string;
    title: string;
    columns: Array<ColumnTold>;
    questions: Array<QuestionTold>;
    rows: number;
    counted: number;
    people: number;
    headings: number;
    left_out: number;
    settled: boolean;
  }
  interface LeftOut {
    left_out: Array<plain.PlainFault>;
    left_out_more: number;
  }
  interface PlainPile {
    left_out: Array<plain.PlainFault>;
    left_out_more: number;
    tallies: Array<PlainAnswers>;
    rows: Record<string, Record<string, any>>;
    tables: Array<TableShown>;
  }
}

export namespace plain {
  interface PlainFault {
    where: string;
    what: string;
    hint: string;
  }
  interface PlainFile {
    fault?: Array<PlainFault> | null;
    name?: string;
    data?: string;
  }
  interface EvidencedTold {
    with: number;
    of: number;
  }
  interface DimensionTold {
    level: number | null;
    level_name: string | null;
    at_most: number | null;
    at_most_name: string | null;
    open: boolean;
    only_at_most: boolean;
    answered: number;
    applicable: number;
    evidenced: EvidencedTold;
    index: string | null;
  }
  interface AtOrAbove {
    n: number;
    count: number;
    of: number;
  }
  interface CampTold {
    raters: number;
    low: number;
    high: number;
    wide: boolean;
  }
  interface WholeTold {
    given: number;
    without: number;
    counts: Array<AtOrAbove>;
    level: number | null;
    level_name: string | null;
    at_most: number | null;
    at_most_name: string | null;
    open: boolean;
    only_at_most: boolean;
  }
  interface Host {
    storage?: "ok" | "refused" | "full";
    keeps?: boolean;
    damaged?: string | null;
    other_version?: string | null;
    other_file?: string | null;
    elsewhere?: boolean;
    python?: "idle" | "starting" | "slow" | "ready" | "failed";
    reason?: "webassembly" | "files" | "python" | null;
    broken?: boolean;
    work?: "" | "long" | "failed" | "fault" | "stopped" | "silent";
  }
  interface OpenedTold {
    too_big?: boolean;
    unreadable?: boolean;
  }
  interface SentTold {
    mailed?: boolean;
    attached?: boolean;
    shared?: boolean;
    cancelled?: boolean;
    unshared?: boolean;
    copied?: boolean;
    uncopied?: boolean;
    saved?: boolean;
    sent?: boolean;
    printed?: boolean;
    elsewhere?: boolean;
    words?: boolean;
  }
  interface Line {
    asked: string;
    said: string;
    note: string;
  }
  interface PrintedDay {
    date: string;
  }
}

export namespace quiz {
  interface Marks {
    right: number;
    all: boolean;
  }
  interface Output {
    of: number;
    marked: Marks | null;
    again: Record<string, boolean> | null;
  }
  interface View {
    marked: Marks | null;
    best: number | null;
    progress: number;
    host: plain.Host;
  }
}

export namespace relations {
  interface Incoming {
    fault?: Array<plain.PlainFault> | null;
    rater?: string;
    is_own?: boolean;
    names?: Array<string>;
    row?: Record<string, any>;
    left_out?: Array<plain.PlainFault>;
  }
  interface Output {
    rated: number;
    others: number;
    left_out: Array<plain.PlainFault>;
    incoming: Incoming | null;
  }
  interface Told {
    too_big?: boolean;
    unreadable?: boolean;
    mailed?: boolean;
    attached?: boolean;
    shared?: boolean;
    cancelled?: boolean;
    unshared?: boolean;
    copied?: boolean;
    uncopied?: boolean;
    saved?: boolean;
    sent?: boolean;
    printed?: boolean;
    elsewhere?: boolean;
    words?: boolean;
    nameless?: boolean;
    taken?: boolean;
  }
  interface Other {
    name: string;
  }
  interface Rated {
    rated: number;
    others: number;
  }
  interface NameFault {
    empty?: boolean;
    twice?: boolean;
    itself?: boolean;
  }
  interface View {
    round: string;
    rater: string;
    others: Array<Other>;
    incoming: Incoming | null;
    unopened: boolean;
    progress: Rated;
    date: string;
    file: string;
    can_share: boolean;
    fits: "whole" | "readable" | "none";
    sending: boolean;
    ways: boolean;
    out: "none" | "earlier" | "mailed" | "copied" | "saved" | "printed" | "shared" | "sent";
    finished: boolean;
    sent_on: string;
    changed: boolean;
    sheet: Array<plain.Line>;
    host: plain.Host;
    told: Told;
    fault: NameFault;
  }
}

export namespace result {
  interface Named {
    title: string;
    join: "" | "comma" | "and" | "comma-and";
    on: number | null;
  }
  interface HeadlineTold {
    kind: "nothing" | "none" | "one" | "top" | "alike" | "all" | "many" | "some";
    lowest: number | null;
    lowest_name: string | null;
    only_at_most: boolean;
    tied: number;
    known: number;
    holding: Array<Named>;
    holding_on: "" | "one" | "two" | "each-one" | "each-two" | "differs";
    strength: string | null;
    strength_on: "" | "one" | "two" | "each-one" | "each-two" | "differs";
    unknown: Array<Named>;
  }
  interface AnswersTold {
    known: number;
    of: number;
    unknown: number;
    blank: number;
  }
  interface FormHeadline {
    kind: "nothing" | "none" | "one" | "top" | "alike" | "all" | "many" | "some";
    lowest: number | null;
    lowest_name: string | null;
    only_at_most: boolean;
    tied: number;
    known: number;
    holding: Array<Named>;
    holding_on: "" | "one" | "two" | "each-one" | "each-two" | "differs";
    strength: string | null;
    strength_on: "" | "one" | "two" | "each-one" | "each-two" | "differs";
    unknown: Array<Named>;
    answers: AnswersTold;
    little: boolean;
  }
  interface KeyTold {
    level: boolean;
    possible: boolean;
    none: boolean;
  }
  interface Step {
    id: string;
    title: string;
    given: 0 | 1 | 2 | 3 | 4 | "unknown" | "not-applicable" | null;
    step: string;
  }
  interface RecommendedStep {
    id: string;
    title: string;
    given: 0 | 1 | 2 | 3 | 4 | "unknown" | "not-applicable" | null;
    step: string;
    dimension: string | null;
    is_for_others: boolean;
    ask: string | null;
    shown_by: Array<string>;
    module: string;
  }
  interface QuestionToAsk {
    id: string;
    question: string | null;
    level: number | null;
    title: string | null;
    step: string | null;
  }
  interface DimensionResult {
    level: number | null;
    level_name: string | null;
    at_most: number | null;
    at_most_name: string | null;
    open: boolean;
    only_at_most: boolean;
    answered: number;
    applicable: number;
    evidenced: plain.EvidencedTold;
    index: string | null;
    id: string;
    title: string;
    modules: Record<string, boolean>;
    state: "known" | "unknown" | "blank" | "excluded";
    unknown: number;
    blank: number;
    evidenced_level: number | null;
    evidenced_lower: boolean;
    must: Array<Step>;
    some: number;
    among: Array<Step>;
    among_count: number;
    among_all: boolean;
    find_out: Array<Step>;
    free: boolean;
    top: boolean;
  }
  interface SinceStart {
    day: string;
    up: number;
    down: number;
    same: number;
    telling: boolean;
  }
}

export namespace resume {
  interface Output {
  }
  interface ModulePlace {
    step: number;
    at: "read" | "do" | "where" | "check" | "team";
  }
  interface FormPlace {
    answered: number;
    of: number;
    day: string;
  }
  interface PlanPlace {
    actions: number;
    late: number;
    next: "" | "today" | "tomorrow" | "later";
    days: number;
    what: string;
    overdue: Array<string>;
    more: number;
    undated: boolean;
  }
  interface NextPlace {
    on_route: boolean;
  }
  interface StartPlace {
    day: string;
  }
  interface View {
    modules: Record<string, ModulePlace>;
    forms: Record<string, FormPlace>;
    plan: PlanPlace;
    next: NextPlace;
    start: StartPlace;
  }
}

export namespace returns {
  interface OptionTold {
    value: string;
    text: string;
    why: string;
    right: true | null;
  }
  interface SituationTold {
    n: number;
    question: string;
    module: string;
    situation: string;
    ask: string;
    as_at: string | null;
    options: Array<OptionTold>;
  }
  interface Asked {
    day: string;
    ids: Array<string>;
    situations: Array<SituationTold>;
    of: number;
    done: boolean;
    right: number;
    again: Record<string, boolean>;
  }
  interface Output {
    today: string;
    finished: number;
    asked: Asked | null;
    next: string | null;
    days: Array<string>;
  }
  interface ReturnsTold {
    calendar?: boolean;
  }
  interface AskedShown {
    day: string;
    ids: Array<string>;
    situations: Array<SituationTold>;
    of: number;
    done: boolean;
    right: number;
    again: Record<string, boolean>;
    progress: number;
    begun: boolean;
  }
  interface View {
    asked: AskedShown | null;
    waiting: boolean;
    over: boolean;
    next: string | null;
    days: number;
    host: plain.Host;
    told: ReturnsTold;
  }
}

export namespace roundtable {
  interface Place {
    step: "vote" | "reveal" | "again" | "agree" | "record";
    number: number;
    of: number;
    last: boolean;
  }
  interface LevelTold {
    n: string;
    name: string;
    words: string;
  }
  interface QuestionTold {
    id: string;
    title: string;
    dimension: string;
    ask: string;
    find_out: string;
    levels: Array<LevelTold>;
  }
  interface Column {
    n: string;
    name: string;
    count: number;
    height: number;
    y: number;
    middle: boolean;
  }
  interface CountTold {
    n: string;
    count: number;
    middle: boolean;
  }
  interface SideTold {
    side: string;
    people: number;
    counts: Array<CountTold>;
    unknown: number;
    not_applicable: number;
    level: number | null;
    level_name: string | null;
  }
  interface VoteTold {
    people: number;
    columns: Array<Column>;
    unknown: number;
    not_applicable: number;
    level: number | null;
    level_name: string | null;
    not_known: boolean;
    distance: "close" | "some-way" | "far" | null;
    few: boolean;
    same: boolean;
    low: number | null;
    high: number | null;
    camps: Array<plain.CampTold>;
    sides: Array<SideTold>;
  }
  interface AgendaItem {
    value: number;
    label: string;
  }
  interface PromiseTold {
    who: string;
    what: string;
    by: string;
  }
  interface EarlierTold {
    level: number | null;
    level_name: string | null;
    other: "no-agreement" | "unknown" | "not-applicable" | null;
    promises: Array<PromiseTold>;
  }
  interface Crowd {
    people: number;
    of: number;
    seats: boolean;
  }
  interface SideChoice {
    name: string;
    chosen: boolean;
  }
  interface PointTold {
    place: number;
    title: string;
    first: VoteTold | null;
    second: VoteTold | null;
    level: number | null;
    level_name: string | null;
    other: "no-agreement" | "unknown" | "not-applicable" | null;
    open: boolean;
    voted: boolean;
    sides_on_paper: boolean;
    reason: string | null;
    promises: Array<PromiseTold>;
  }
  interface RecordTold {
    agreed: number;
    promised: number;
    few: boolean;
    of: number;
    without_sides: boolean;
    points: Array<PointTold>;
  }
  interface OpenedTable {
    fault?: Array<plain.PlainFault> | null;
    table?: Record<string, any>;
    title?: string;
    of?: number;
    agreed?: number;
    place?: number;
    step?: "vote" | "reveal" | "again" | "agree" | "record";
  }
  interface Before {
    fault?: Array<plain.PlainFault> | null;
    instrument?: string;
    title?: string;
    agreed?: number;
    promised?: number;
  }
  interface Output {
    seated: boolean;
    fault: Array<plain.PlainFault> | null;
    title: string | null;
    at: Place | null;
    practice: QuestionTold | null;
    first: VoteTold | null;
    second: VoteTold | null;
    seats: number;
    crowd: Crowd | null;
    sides: Array<SideChoice>;
    earlier: EarlierTold | null;
    before: Before | null;
    agenda: Array<AgendaItem> | null;
    record: RecordTold | null;
    opened: OpenedTable | null;
  }
  interface NewTable {
    fault: string | Array<plain.PlainFault> | null;
    table: Record<string, any> | null;
    filled: number;
    left: number;
  }
  interface Told {
    too_big?: boolean;
    unreadable?: boolean;
    taken?: boolean;
    erased?: boolean;
    unread_file?: boolean;
    files?: NewTable | null;
    nothing?: string;
    unset?: Array<plain.PlainFault>;
  }
  interface Reading {
    done: number;
    of: number;
  }
  interface Wrong {
    number?: boolean;
    many?: boolean;
    nobody?: boolean;
  }
  interface Clock {
    running: boolean;
    over: boolean;
  }
  interface View {
    seated: boolean;
    pile: piles.PlainPile | null;
    reading: Reading | null;
    wrong: Wrong;
    voting: boolean;
    next_question: boolean;
    to_record: boolean;
    people: number;
    clock: Clock;
    other_before: boolean;
    printed: plain.PrintedDay;
    host: plain.Host;
    told: Told;
  }
}

export namespace training {
  interface DoneTold {
    quiz: boolean;
    read: boolean;
    exercise: "" | "begun" | "own";
    answered: boolean;
    day: string | null;
    best: number | null;
    of: number;
  }
  interface OnRoute {
    title: string;
    done: number;
    of: number;
  }
  interface PersonTold {
    name: string;
    route: OnRoute | null;
    saved: string | null;
    modules: Record<string, DoneTold>;
  }
  interface CountTold {
    exact: number | null;
    few: boolean;
    many: boolean;
  }
  interface ModuleTold {
    quiz: CountTold | null;
    read: CountTold | null;
    exercise: CountTold | null;
    answered: CountTold | null;
  }
  interface EndsTold {
    whole: CountTold;
    half: CountTold;
  }
  interface AskedTold {
    of: number | null;
    fault: plain.PlainFault | null;
  }
  interface GaveTold {
    exact: number | null;
    least: number;
  }
  interface LineTold {
    at: number;
    text: string;
    off: boolean;
  }
  interface ChangesTold {
    told: Array<LineTold>;
    shown: boolean;
  }
  interface Output {
    files: number;
    people: Array<PersonTold>;
    more: number;
    total: number;
    asked: AskedTold;
    tells: "routes" | "modules";
    printable: boolean;
    gave: GaveTold;
    ends: EndsTold | null;
    sheet: Record<string, ModuleTold>;
    quizzes: Record<string, number>;
    changes: ChangesTold;
    left_out: Array<plain.PlainFault>;
    uncounted: number;
    left_out_count: number;
    left_out_more: number;
  }
  interface TrainingTold {
    copied?: boolean;
    uncopied?: boolean;
    too_big?: boolean;
    unreadable?: boolean;
  }
  interface Way {
    title: string;
    modules: string;
    hours: string;
    link: string;
  }
  interface View {
    way: Way;
    of: string;
    begun: boolean;
    nothing: boolean;
    printed: plain.PrintedDay;
    host: plain.Host;
    told: TrainingTold;
  }
}

export namespace workbench {
  interface ShadedCount {
    level: number;
    count: number;
    shade: number;
    middle: boolean;
  }
  interface SureTold {
    claim: "sure" | "likely" | "rather" | "even" | "other" | "few";
    other: number | null;
  }
  interface PracticeSpread {
    id: string;
    title: string;
    dimension: string;
    n: number;
    counts: Array<ShadedCount>;
    unknown: number;
    not_applicable: number;
    blank: number;
    consensus: number | null;
    consensus_name: string | null;
    not_known: boolean;
    silent: boolean;
    disagreement: string | null;
    flagged: boolean;
    camps: Array<plain.CampTold>;
  }
  interface TeamDimension {
    level: number | null;
    level_name: string | null;
    at_most: number | null;
    at_most_name: string | null;
    open: boolean;
    only_at_most: boolean;
    answered: number;
    applicable: number;
    evidenced: plain.EvidencedTold;
    index: string | null;
    title: string;
    sure: SureTold | null;
  }
  interface Role {
    role: string;
    raters: number;
    practices: Array<PracticeSpread>;
  }
  interface ScaleLevel {
    level: number;
    name: string;
  }
  interface Cautions {
    nobody?: boolean;
    "under-three"?: boolean;
    "under-five"?: boolean;
    "under-six"?: boolean;
    "leans-down"?: boolean;
  }
  interface TeamHeadline {
    kind: "nothing" | "none" | "one" | "top" | "alike" | "all" | "many" | "some";
    lowest: number | null;
    lowest_name: string | null;
    only_at_most: boolean;
    tied: number;
    known: number;
    holding: Array<result.Named>;
    holding_on: "" | "one" | "two" | "each-one" | "each-two" | "differs";
    strength: string | null;
    strength_on: "" | "one" | "two" | "each-one" | "each-two" | "differs";
    unknown: Array<result.Named>;
    subject: string;
    subject_first: string;
    outside: boolean;
    perhaps: Array<result.Named>;
    others_as_high: boolean;
  }
  interface Team {
    title: string;
    version: string;
    raters: number;
    cautions: Cautions;
    scale: Array<ScaleLevel>;
    headline: TeamHeadline;
    whole: plain.WholeTold;
    sure: SureTold | null;
    disputed: Array<PracticeSpread>;
    widest: string | null;
    by_chance: string;
    above_chance: boolean;
    how_many_disputed: number;
    sureness_told: boolean;
    dimensions: Array<TeamDimension>;
    key: result.KeyTold;
    weakest: Array<PracticeSpread>;
    practices: Array<PracticeSpread>;
    roles: Array<Role>;
    not_apart: number;
    not_by_role: number;
  }
  interface SideTold {
    level: number | null;
    level_name: string | null;
    n: number;
  }
  interface HigherTold {
    side: "council" | "outside" | null;
    of_100: number;
    low: number;
    high: number;
    sure: boolean;
  }
  interface Gap {
    title: string;
    council: SideTold;
    outside: SideTold;
    higher: HigherTold | null;
  }
  interface Widest {
    side: "council" | "outside";
    count: number;
    title: string;
  }
  interface Gaps {
    id: string;
    people: string;
    raters: number;
    few: boolean;
    how_many: number;
    sure: number;
    by_chance: number;
    widest: Array<Widest>;
    compared: Array<Gap>;
    too_few: Array<Gap>;
    not_known: Array<Gap>;
  }
  interface SystemTeam {
    raters: number;
    dimensions: Array<TeamDimension>;
  }
  interface System {
    team: SystemTeam | null;
    network: network.Network | null;
  }
  interface Apart {
    value: string;
    low: string;
    high: string;
  }
  interface DimensionMoved {
    title: string;
    before: number | null;
    after: number | null;
    index_before: string | null;
    index_after: string | null;
    difference: Apart | null;
    same_people: boolean;
    level_differs: boolean;
    move: "up" | "down" | "perhaps-up" | "perhaps-down" | "none" | "unclaimed" | "unknown";
  }
  interface PracticeMoved {
    title: string;
    before: 0 | 1 | 2 | 3 | 4 | "unknown" | null;
    after: 0 | 1 | 2 | 3 | 4 | "unknown" | null;
    move: "up" | "down" | "none" | "unknown";
  }
  interface Titled {
    title: string;
  }
  interface Change {
    rounds: Array<string>;
    unnamed: boolean;
    before: number;
    after: number;
    returned: number;
    same_people: boolean;
    alarms: string | null;
    claimed: boolean;
    too_few: boolean;
    not_told: boolean;
    repeated: number;
    up: Array<Titled>;
    down: Array<Titled>;
    perhaps_up: Array<Titled>;
    perhaps_down: Array<Titled>;
    sure: boolean;
    any: boolean;
    dimensions: Array<DimensionMoved>;
    no_level: Array<Titled>;
    higher: number;
    lower: number;
    chance: string;
    practices: Array<PracticeMoved>;
    same: number;
    not_compared: number;
  }
  interface Aim {
    id: string;
    title: string;
    level_name: string | null;
    level: number | null;
    next: number | null;
    target: number | null;
  }
  interface Spread {
    low: number;
    high: number;
  }
  interface ActionTold {
    practice: string;
    title: string;
    dimension: string;
    level: number | null;
    level_name: string | null;
    silent: boolean;
    target: number;
    target_name: string | null;
    why: "foundation" | "share" | "disputed" | "below-target" | "unknown" | "own";
    spread: Spread | null;
    step: string;
    evidence: Array<string>;
    module: string;
    past: boolean;
  }
  interface Plan {
    called: string;
    begun: boolean;
    suggested: boolean;
    dimensions: Array<Aim>;
    fault: Array<plain.PlainFault> | null;
    actions: Array<ActionTold>;
    found: number;
    taken: number;
    reached: Array<Titled>;
    past: Array<string>;
  }
  interface Paper {
    fault: Array<plain.PlainFault> | null;
    sentences: string;
    undecided: boolean;
    text: string;
  }
  interface OpenedPlan {
    fault?: Array<plain.PlainFault> | null;
    targets?: Record<string, number>;
    edits?: Record<string, Record<string, any>>;
    chosen?: number;
    written?: number;
    id?: string;
    name?: string;
    decision?: string;
    other?: boolean;
  }
  interface AnswersRead {
    title: string;
    raters: number;
    responses: number;
    tallies: number;
  }
  interface PileRead {
    answers: Array<AnswersRead>;
    rows: number;
    left_out: Array<plain.PlainFault>;
    left_out_count: number;
    left_out_more: number;
    nothing: boolean;
    tables: Array<piles.TableShown>;
    asking: boolean;
  }
  interface Piles {
    now: PileRead | null;
    last: PileRead | null;
  }
  interface Choice {
    id: string;
    title: string;
    chosen: boolean;
  }
  interface Output {
    piles: Piles;
    choices: Array<Choice>;
    many: boolean;
    chosen: string | null;
    rounds: Array<string>;
    begun: boolean;
    gaps: Array<Gaps>;
    system: System | null;
    team: Team | null;
    change: Change | null;
    plan: Plan | null;
    paper: Paper | null;
    opened: OpenedPlan | null;
  }
  interface Told {
    too_big?: boolean;
    unreadable?: boolean;
    no_example?: boolean;
    plan_taken?: boolean;
    set_aside?: boolean;
    copied?: "sentences" | "text";
    uncopied?: "sentences" | "text";
  }
  interface Reading {
    done: number;
    of: number;
    value: number;
    max: number;
  }
  interface Said {
    where: string;
    words: string;
  }
  interface TemplateChecked {
    fault: Array<plain.PlainFault> | null;
  }
  interface TemplateTold {
    fault: Array<plain.PlainFault> | null;
    name: string;
  }
  interface View {
    begun: boolean;
    reading: Reading | null;
    synthetic: boolean;
    printed: plain.PrintedDay;
    write_fault: Array<plain.PlainFault> | null;
    paper_fault: Array<plain.PlainFault> | null;
    template: TemplateTold | null;
    said: Array<Said>;
    host: plain.Host;
    told: Told;
  }
}
