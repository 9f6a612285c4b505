"""The words that the features know: events, near misses and cues, each class with its words and phrases.

A verb ends in `~` and stands for its regular forms (`join~`: join, joins, joined, joining). A phrase may begin with a verb
(`rule~ out`). Irregular forms are written out. Lists in the tradition of NegEx, ConText and FactBank's source-introducing
predicates, written for this subject.
"""

from typing import Final, NamedTuple

EVENTS: Final = {
    "JOIN": "join~ participate~ participation partake took_part take_part takes_part taking_part taken_part take_a_hand taking_sides take_sides side~_with"
    " siding_with come_in came_in coming_in weigh~_in wade~_in wade~_into wading_into pile~_in step~_in stepping_in stepped_in step_into stepped_into jump~_in jump~_into plunge~_into"
    " plunging_into throw_in throw_its_lot threw_in enlist~ sign~_up fight~_alongside fighting_alongside fought_alongside"
    " fight_beside fight_with co-belligerent cobelligerent belligerent belligerents belligerency co-belligerency party_to_the_war"
    " party_to_the_conflict parties_to_the_war become_a_party parties_to_the_conflict alongside co_-_belligerent co_-_aggressor co_-_combatant be_in_it get_in get_into got_into getting_into went_in go_in going_in goes_in",
    "ENTER": "enter~ entry entrance entering_the_war into_the_war into_war into_the_conflict into_the_fight into_the_fray",
    "INTERVENE": "intervene~ intervention interventions interference interfere~ interpose~",
    "DRAWN": "drawn_in drawn_into drawn draw_in draw_into drag~ dragged dragging suck~_in suck~_into suck~ pull~_into pull~_in drawing_into entangle~ entanglement"
    " embroil~ embroiled entrap~ ensnare~ enmesh~ mired mire bog~_down bogged_down spill~_over spill_over plunge~ sleepwalk~ stumble~ stumble~_into slide_into drift~_into engulf~ embark~"
    " lured lure~ lure_into propelled propel~ swept_into suck_in",
    "INVOLVE": "involve~ involvement engage~ engagement engaged commit~ commitment committed committing part_in role_in",
    "SEND": "send~ sent deploy~ deployment deployments dispatch~ despatch~ commit_troops commit_forces put_boots putting_boots lend~ lent contribute~ contribution contribut_troops"
    " mobilise_against pour~ fly flew rush~ march~ cross~_the_border crossed crossing",
    "TROOPS": "troops soldiers military_might full_might forces army armies boots_on_the_ground boots ground_troops ground_forces combat_troops battalion battalions brigade brigades division"
    " divisions regiment regiments contingent contingents legion men navy marines military expeditionary squadron squadrons"
    " infantry paratroopers servicemen conscripts armed_forces personnel commandos units corps expeditionary_force cavalry",
    "ATTACK": "attack~ attacker assault~ strike~ struck striking bomb~ bombing bombings bombard~ shell~ hit hitting raid~ pound~ storm~ air_strikes airstrikes air_strike airstrike"
    " retaliate~ retaliation offensive offensives aggression aggressor counterattack~ hostilities fire~_on fired_on onslaught blitz punitive preempt~ pre-emptive launch~ unleash~",
    "INVADE": "invade~ invasion invasions incursion incursions march~_on march~_into overrun conquer~ occupy occupies occupied occupying annex~ annexation seize~ cross~_into enter_territory",
    "DECLARE": "declare~_war declaration_of_war declarations_of_war declaring_war state_of_war wage~_war waging_war go~_to_war goes_to_war going_to_war went_to_war gone_to_war"
    " at_war make_war making_war start~_a_war starting_a_war war_with war_against open~_fire open~_a_front opening_a_front second_front new_front open~_a_second_front take~_up_arms taking_up_arms took_up_arms"
    " taken_up_arms call_to_arms belligerency take_the_field road_to_war path_to_war to_war",
    "FIGHT": "fight~ fighting fought combat battle~ battling campaign~ operation operations military_action armed_action action actions confront~ confrontation clash~ warfare use_force use_of_force force",
    "WAR": "war wars conflict conflicts hostilities fray bloodshed crusade struggle quagmire insurgency front fronts theatre theater battlefield battlefields frontline frontlines",
    "DEFEND": "defend~ defence defense come~_to_the_aid come_to_the_defense come_to_the_defence coming_to_the_aid came_to_the_aid go_to_the_aid rescue~ protect~ aid assist~ assistance stand~_with stand_by back_up article_0 collective_defence collective_defense"
    " mutual_defence mutual_defense casus_foederis treaty_obligation treaty_obligations pact alliance guarantee guarantees",
    "NEUTRAL": "neutral neutrality neutrals non-belligerent non_-_belligerent nonbelligerent non_-_belligerence non-belligerency non_-_belligerency nonbelligerency impartial impartiality non-aligned nonaligned equidistant equidistance non-intervention non_-_intervention nonintervention noninterference bystander bystanders sidelines sideline"
    " sit~_out sitting_out sat_out stay~_out staying_out stayed_out stay~_neutral stand~_aside standing_aside stood_aside stay~_on_the_sidelines keep~_out keeping_out kept_out remain~_out remain~_neutral declare~_neutrality declare~_its_neutrality not_our_war_to_fight hold~_aloof aloof"
    " steer~_clear steering_clear spectator spectators onlooker on_the_fence off_the_field keep_its_distance hands_off mind_its_own not_our_war not_its_war not_our_fight abstain~ abstention isolationism isolationist",
}

NEAR_MISSES: Final = {
    "ARM": "arms weapon weapons missile missiles ammunition munitions artillery drones drone howitzers aid_package aid_packages supplies supply supplied supplying hardware equipment rifles funding loan loans money billion million"
    " sell~ sale sales sold military_aid humanitarian lend-lease grain gas oil cash",
    "HARDWARE": "tanks tank jets jet planes plane aircraft warplanes warplane warships warship ships ship fleet carrier carriers bombers bomber submarine submarines destroyer destroyers frigate"
    " frigates gunboats helicopters vehicles armour armor fighter_jets f_-_0",
    "BASE": "base bases airspace overflight overflights airfield airfields airbase port ports territory transit facilities garrison garrisons stationed",
    "TRAIN": "train~ training trainers adviser advisers advisor advisors exercise exercises drill drills manoeuvres maneuvers war_games wargames military_exercises joint_exercises intelligence surveillance reconnaissance logistics logistical",
    "MEDIATE": "mediate~ mediation mediator broker~ talks talk negotiate~ negotiation negotiations negotiating peace ceasefire cease-fire cease_-_fire truce armistice diplomacy diplomatic summit"
    " settlement agreement deal accord treaty envoy dialogue meeting conference convention initiative round agreement_on forum process",
    "PEACEKEEP": "peacekeeper peacekeepers peacekeeping peace-keeping peace_-_keeping monitors observers observer stabilisation stabilization reassurance monitoring blue_helmets escort~ patrol~ patrols evacuate~ evacuation evacuations",
    "WITHDRAW": "withdraw~ withdrew withdrawn withdrawal withdrawals pull~_out pullout leave left leaving retreat~ exit exits return~ end_the_war ended ending wind_down demobilise~ demobilize~",
    "MOBILISE": "mobilise~ mobilize~ mobilisation mobilization mass~ massed massing build-up buildup build_-_up reinforce~ reinforcements reserve reservists alert border borders conscription call-up readiness_checks",
    "SANCTION": "sanction~ sanctions embargo embargoes condemn~ condemnation expel~ recall~ tariffs tariff boycott trade",
    "MEMBER": "membership member accession bid_to_join apply~ application bloc currency league club euro nato eu organisation organization chorus condemnation statement calls",
    "SENSE": "carbon climate net_neutrality carbon_neutrality information politics political domestic court courts lawsuit judicial judge legal debate debates words gangs gang cartels poverty smugglers"
    " businesses business energy healthcare abortion culture_war trade_war price_war information_war war_of_words war_on drug_war turf_war bidding_war elections election referendum vote match cup tournament league"
    " whistle final economy inflation gdp prices quota quotas film movie book novel drugs cartel crime covid pandemic disease corruption unemployment hunger bid bidding championship olympics regatta game games goals"
    " currency currency_market market markets bank banks dispute scandal case chorus race queue",
    "HARMED": "refugees refugee migrants prisoners hostage hostages civilian civilians killed wounded casualties dead died death deaths victims",
    "IRREGULAR": "volunteers volunteer mercenaries mercenary fighters militants militia militias rebels jihadists rebel insurgents guerrillas gunmen",
    "MEMORY": "museum anniversary veterans veteran memorial history historian century",
}

CUES: Final = {
    "NEG": "not no never none nobody neither nor without nothing nowhere hardly scarcely barely by_no_means under_no_circumstances in_no_way far_from anything_but not_even no_way instead_of rather_than non not_yet not_our less",
    "NO_LONGER": "no_longer not_any_longer no_more any_more anymore ceased stopped halt~ suspend~",
    "SO_FAR": "so_far yet still already until_now to_date thus_far hitherto up_to_now as_yet for_now for_the_moment at_present currently at_this_stage at_this_point",
    "REFUSE": "refuse~ refusal exclude~ scrap~ shelve~ cancel~ abandon~ vote~_down decline~ reject~ rejection rule~_out ruling_out ruled_out forswear forswore renounce~ spurn~ rebuff~ veto~ say_no said_no turned_down turn~_down block~ forbid~ forbade forbidden ban~ banned"
    " no_plans no_plan no_immediate_plans no_current_plans not_considering not_contemplating not_currently_being not_currently_considered no_intention no_intentions no_desire no_wish no_appetite no_interest not_interested no_reason have_nothing nothing_to_do no_question_of out_of_the_question off_the_table swear_off red_line",
    "DENY": "deny denies denied denying denial denials dismiss~ refute~ rebut~ debunk~ repudiate~ disavow~ disclaim~ scoff~ false untrue baseless unfounded nonsense fabricated fabrication fake lie lies hoax invention absurd ridiculous fiction myth no_truth"
    " disinformation propaganda provocation groundless without_foundation misreport~ contradict~ quash~ pour_cold_water ludicrous preposterous canard",
    "AVOID": "avoid~ avert~ prevent~ refrain~ deter~ dissuade~ discourage~ restrain~ restraint hold~_back hold~_off stop~ stopping stop_short stopped_short keep_from steer refrained shun~ eschew~ escape~ spare~ forestall~ limit~ contain~ fall_short"
    " hold_fire back_away back_off step_back forgo forgone resist~ fail~ failure failed neglect~ falter~",
    "RELUCTANT": "reluctant reluctance reluctantly wary wariness unwilling unwillingness loath hesitant hesitate~ hesitation hesitancy sceptical skeptical skepticism scepticism averse aversion oppose~ opposition opposed against lukewarm cautious caution leery cool_on"
    " war-weary weary little_appetite little_interest little_desire little_enthusiasm little_reason shy shies shied balk~ baulk~ demur~ in_no_hurry in_no_mood unprepared not_ready not_prepared no_mood squeamish seek_to_avoid opponent isolationists unenthusiastic",
    "UNLIKELY": "unlikely improbable impossible doubtful doubt~ doubts remote slim low faint no_sign no_signs no_indication no_indications no_evidence little_sign little_chance little_prospect little_likelihood no_chance far-fetched far_-_fetched implausible inconceivable unthinkable unrealistic"
    " distant little_evidence no_prospect low_probability play~_down played_down improbably downplay~ not_expected scant unimaginable",
    "LIKELY": "likely likelihood probable probably probability expect~ expected expectation expectations poised inevitable inevitably inevitability imminent imminently brink verge cusp verging almost_certain almost_certainly nearly_certain virtually_certain appear~ apparently seem~ seemingly looks"
    " looming loom~ matter_of_time bound_to bracing brace~ presumably evidently certain_to sure_to more_likely increasingly_likely highly_likely very_likely most_likely believed suspected tipped",
    "READY": "ready readiness cleared_to clearance go-ahead go_-_ahead prepared preparing prepare~ preparation preparations willing willingness eager eagerness keen determined determination inclined leaning leans bent_on intent_on itching gear~_up gearing_up preparedness gird~ authorise~ authorize~ authorisation authorization authorised authorized"
    " authority mandate empower~ greenlight offer~ offered volunteer_to steps_toward intends intend~ intention intentions plan~ planning planned plans seek~ sought hope~ wish~ resolve favor favour in_favour in_favor threaten~ threat threats threatened vows_revenge",
    "MAY": "may might could can possible possibly perhaps maybe potential potentially conceivable conceivably conceivable possibility possibilities chance chances prospect prospects odds capable able hypothetical theoretically in_theory liable",
    "WOULD": "would were_to would_be",
    "SHOULD": "should necessary ought must need needs needed have_to has_to required require~ obliged obligation obligations duty bound forced compel~ compelled force~_to",
    "WILL": "will shall going_to gonna about_to set_to due_to is_to are_to to_be soon tomorrow will_be on_course",
    "DECIDE": "decide~ decision decisions vow~ pledge~ swear sworn order~ announce~ announcement approve~ approval resolved confirm~ agree~ agreed undertake undertook undertaken sign_off green_light greenlit begin begins began begun beginning start~ started commence~ officially formally formal",
    "COND": "if unless should_the should_it in_case in_the_event in_event in_the_case_of provided providing so_long_as as_long_as on_condition condition conditional conditions contingent_on depend~ depending had_it would_have only_if until otherwise suppose supposing assuming were_it when_and_if lest except_in",
    "UNLESS": "unless except short_of save_for barring other_than",
    "WHETHER": "whether question questions ask_if wonder~ unclear uncertain uncertainty unknown undecided unresolved remains_to_be_seen neither_confirm nor_deny ambiguous ambiguity noncommittal non-committal open_question doubts_about debate~ debating how why",
    "CONSIDER": "consider~ considering consideration weigh~ weighing mull~ ponder~ contemplate~ discuss~ discussion discussions study studying explore~ examine~ option options on_the_table table toy~_with contingency contingencies scenario scenarios idea proposal proposals propose~ proposed suggest~ suggestion review~ deliberate~ flirt~ hint~ signal~ open_the_door open_to keep_the_door"
    " case_for argument prospect_of merits costs cost consequence consequences dangers_of",
    "FEAR": "fear~ fears worry worries worried worrying concern~ concerned concerns risk~ risky danger dangers dangerous alarm~ anxiety anxious apprehension apprehensive nervous dread~ spectre specter warn~ warning warnings suspicion suspicions suspect~ caution~_that",
    "RUMOUR": "rumour~ rumor~ rumours rumors speculation speculate~ speculative speculated unconfirmed unverified allegedly alleged allegation allegations reportedly purported purportedly hearsay gossip leak~ leaked reports_that reports_of claims_that could_not_be_verified not_verified",
    "PRESS": "urge~ urging call~_on call~_for calling_for calls_for appeal~ press~ pressure pressured pressuring pressing push~ ask~ asked request~ demand~ invite~ invitation plead~ pleading beg begged want~ encourage~ persuade~ lobby lobbies lobbied lobbying convince~ induce~ coax~ cajole~ recommend~ advocate~ advise~ incite~ provoke~ goad~ tempt~ welcome~ implore~ bait~ entice~ encouraging",
    "REPORT": "say~ says said saying tell~ told telling claim~ announce~ state~ declare~ report~ reports add~ insist~ insisted maintain~ assert~ reiterate~ stress~ emphasise~ emphasize~ note~ according argue~ write~ wrote written accuse~ accusation alleges admit~ acknowledge~ boast~ assure~ assurance promise~ repeat~ explain~ spoke remark~ comment~ inform~ learn~ reveal~ show~",
    "BELIEVE": "believe~ think~ thinks thought thinking assess~ assessment predict~ prediction forecast~ expect_that judge~ estimate~ estimates conclude~ see sees consider_that reckon~ opinion view views feel feels felt understand~ understood know knows knew convinced presume~ presumption imagine~ guess~ assume~ infer~ conviction",
    "BACKGROUND": "since after before during following amid despite because over when while as ahead_of in_the_wake wake aftermath year years ago anniversary months weeks days earlier last ever former once until_the dating",
    "RELATIVE": "which who whom whose that where what",
    "BUT": "but although though however even_if whether_or_not yet_it while_it whereas even_though nevertheless nonetheless despite_this on_the_other_hand",
    "PAST": "was were had did been has have",
    "BE": "is are be being am",
    "TO": "to",
    "BY": "by",
    "OF": "of",
    "INTO": "into in on onto",
    "AGAINST": "against on_behalf versus",
    "SELF": "we our us my i ourselves",
    "THEY": "it its he his they their him her she them itself",
    "OUT": "out_of out away_from apart",
    "COUNTER": "had_not would_not_have would_have if_not_for could_have should_have might_have might_well_have ought_to_have",
    "POLL": "poll polls surveyed respondents percent per_cent voters public majority opinion_poll survey lawmakers senators senator congressman congress parliament parliamentarians mps critics opposition hawks hawkish party parties candidate candidates",
}

GROUPS: Final = {"event": EVENTS, "near": NEAR_MISSES, "cue": CUES}


def inflections(verb: str) -> tuple[str, ...]:
    """Return the regular forms of an English verb.

    >>> inflections("deny"), inflections("ban")
    (('deny', 'denies', 'denied', 'denying'), ('ban', 'bans', 'banned', 'banning'))
    """
    vowels = "aeiou"
    if verb.endswith("y") and verb[-2] not in vowels:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    if verb.endswith("ee"):
        return verb, third, verb + "d", verb + "ing"
    if verb.endswith("e"):
        return verb, third, verb + "d", verb[:-1] + "ing"
    one_syllable = sum(letter in vowels for letter in verb) == 1
    if one_syllable and verb[-1] not in vowels + "wxy" and verb[-2] in vowels:
        verb_doubled = verb + verb[-1]
        return verb, third, verb_doubled + "ed", verb_doubled + "ing"
    return verb, third, verb + "ed", verb + "ing"


class Entry(NamedTuple):
    """What the lexicon says of a phrase: its dictionary form and its classes."""

    lemma: str
    classes: tuple[str, ...]


def phrases() -> dict[tuple[str, ...], Entry]:
    """Return every phrase, as a tuple of words, with its entry; a phrase may belong to several classes."""
    found: dict[tuple[str, ...], Entry] = {}
    for classes in GROUPS.values():
        for name, entries in classes.items():
            for entry in entries.split():
                head, *rest = entry.split("_")
                forms = inflections(head[:-1]) if head.endswith("~") else (head,)
                lemma = "_".join([forms[0], *rest])
                for form in forms:
                    known = found.get((form, *rest), Entry(lemma, ()))
                    if name not in known.classes:
                        found[form, *rest] = Entry(known.lemma, (*known.classes, name))
    return found
