/**
 * What no line may say, in English, beside `obscenity`'s data set: pieces of expressions on lower case with look-alikes
 * resolved. Every repeat is bounded. These are words to refuse, not to use.
 */

/** Harmless phrases that hold a banned word; taken out before looking. */
export const EN_HARMLESS = [
  // Birds and beasts.
  '(?:blue|great|coal|marsh|willow|crested|bearded|long.tailed)[ -]tits?|bush ?tits?|tit ?(?:mouse|mice|lark)s?|tits? (?:on|at|in) (?:a|the|my) (?:feeder|twig|branch|tree|garden|nest)',
  'booby|boobies (?:on|in|at) the|(?:blue|red).footed boobies|pussy ?cats?|pussy ?willows?|puss in boots|(?:wild|pack|somali|african) ass(?:es)?|cock (?:pheasant|robin|sparrow)s?|horn(?:y|ed) (?:toad|lizard|owl|beetle)s?|(?:european|crested|a|the) shags?|bearded reedling',
  '(?:cockatoo|cockatiel|cockerel|cockapoo|cockle|cockchafer|peacock|wood ?cock|moor ?cock|game ?cock|shuttle ?cock|weather ?cock|stop ?cock|hay ?cock|cockpit|cocktail|cockroach)(?:es|s)?|cock.a.doodle.doo|cockney|cocky|naked mole.?rats?|maine coons?|coon ?hounds?|dik.?diks?',
  // Kitchens.
  'faggots? (?:and|with|in) (?:peas|gravy|mash|onion)\\w*|spotted dicks?|cock.a.leekie|(?:chicken|turkey|duck|goose) (?:breast|thigh|rump)s?|breasts? of (?:chicken|duck|turkey|lamb)|rump steaks?|shii?take|kumquats?|jerk (?:chicken|pork|seasoning|sauce)|jerky|cream ?pies? (?:recipe|and|with|for dessert)|rape ?seeds?|oil ?seed rape|rape (?:field|blossom|flower|plant|oil)s?|fields? of rape|sperm whales?',
  // Places and names.
  "scunthorpe|penistone|cocker ?mouth|cock ?fosters|cock ?burn|cocker spaniels?|cockers?|clitheroe|lightwater|essex|sussex|middlesex|wessex|twatt|shitterton|dildo,? (?:newfoundland|island|run)|intercourse,? (?:pa|pennsylvania)|condom,? france|pussy,? france|anus,? france|bitche|fucking,? austria|wetwang|titicaca|lesbos|nigeria\\w*|niger|rio negro|monte negro|montenegro|cerro negro|negroni|dick van dyke|(?:van|offa'?s|devil'?s|sea|flood|earth) dykes?|dyke (?:road|house|wall|path)|moby ?dick|dick (?:tracy|turpin|whittington|grayson)|philip k\\.? dick|tom,? dick,? (?:and|&) harry|dickens|dickinson|(?:han|hitch|bab|al)cocks?|(?:fos|pan)dick|dick(?:ie|ey|el|son|man|er|ering|ered)|\\w{2,8}dyke|semenov|cumm?(?:in|erb)\\w*|slutsky|fag(?:en|er)\\w*|annal\\w*|pissarro|assyri\\w*|shiit\\w*|fuk+[aou]\\w*|fuki(?!n)\\w*|pachinko|shit(?:a(?!ss)|o|su|en|ei)\\w*|kiken\\w*|semen[st]\\w*|chinki\\w*|penishi\\w*|kung.?fu|fu (?:manchu|yung)|fanny packs?|free willy|sextants?|sexton|arsenal",
  // Health, art, school.
  'breast (?:cancer|feeding|milk|stroke|plate|bone|pump|exam|screening)s?|breaststroke|red ?breasts?|(?:prostate|rectal|vaginal|cervical|testicular|anal|penile|penis) (?:exam\\w*|cancer|check.?up|surgery|infection|swab|health)|sex (?:chromosome|determination|ratio|ed|education)s?|nudes? (?:colou?r\\w*|lip\\w*|tones?|shades?|heels|palette|stud(?:y|ies)|figures?|models?|drawing|by \\w+|in (?:renaissance|classical|art)\\w*)|nude descending|(?:classical|marble|greek|renaissance) nudes?|naked (?:eye|truth|flame|gun|branch(?:es)?|trees?|twigs?)|(?:magna |summa )?cum laude|therapists?|anal(?:og|ys|yt|g)\\w*|pandanus|circumstances?|cumulus|titanium|retard(?:ants?|ation|ing)|(?:fire|flame).?retardants?|ritard\\w*',
  // Figures of speech and everyday things.
  "chinks? (?:in|of) (?:the |his |her |my |a |its )?(?:armou?r|light|sun\\w*|curtains?|wall|door|fence|blinds?)|spick.?(?:and|&|n).?span|screwdrivers?|snigger\\w*|niggl\\w*|niggard\\w*|about|above|aboard|abort|abo (?:blood|types?|groups?)|feckless\\w*|assort\\w*|assonan\\w*|assn|(?:drug.?)?traffick\\w*|booby.?trap\\w*|boo.?boos?|honky.?tonk|doo.?wop|tit for tat|fag ends?|bundles? of faggots|prickl?(?:y|es?)|prick(?:ed|ing)? (?:of|up|his|her|its|your|my)|shag (?:carpet|rug)s?|cock(?:ed|s)? (?:its|his|her|their) head|hooker'?s green|homo (?:sapiens|erectus|habilis|ludens)|hang(?:ing)? in there|drop dead gorgeous|kill(?:s|ed|ing)? (?:two birds|the (?:lights?|mood|sound|music|process|bug|time)|time|it)|to die for|die ?-?(?:cut|cast|hard)|dead (?:inside|tired|serious|sea)|butt ?joint|screw (?:top|cap|it in)s?|strip (?:cartoon|mall|light)s?|comic strips?",
] as const

const PEOPLES =
  'blacks?|black (?:people|men|women)|africans?|whites|white people|asians?|chinese(?: people)?|koreans?|japanese people|mexicans?|latin[oa]s?|indians?|pakistanis?|arabs?|jews?|jewish people|muslims?|hindus?|immigrants?|migrants?|refugees?|foreigners?|gays?|gay people|lesbians?|homosexuals?|homos?|trans(?:genders?)?(?: people)?|queers?|disabled people|cripples?|autistics?|gyps(?:y|ies)|women|females'
const VERMIN =
  'animals|apes?|monkeys?|vermin|rats|cockroaches|sub ?humans?|scum|parasites?|trash|garbage|filth|filthy|a (?:disease|plague|cancer)|inferior|mentally ill|degenerates?|disgusting|criminals|terrorists|rapists|savages|dirty|stupid|evil|property|not (?:human|people|welcome)'

export const EN_SLURS = [
  'n[i1]gg+(?:a|ah|az|as|uh|er|ers|erz|let)s?|negro(?:es|s)?|porch monkeys?|jungle bunn(?:y|ies)|coons?|jigaboos?|golliwogs?|wogs?|kaffirs?|darkies|kikes?|heebs?|yids?|jewboys?|dirty jews?|pak(?:i|is|ies)|china ?m[ae]n|chinks?|ching ?chong|gooks?|zipperheads?|slant.?eye[ds]?|japs?|coolies?|towel ?heads?|rag ?heads?|sand ?n[i1]gg(?:er|a)s?|camel ?jockeys?|muzz(?:ie|rat)s?|curry ?munchers?|pajeets?|spic(?:s|ks?)?|wet ?backs?|beaners?|dagos?|wops?|polacks?|krauts|gypp?os?|pikeys?|injuns?|abos|honk(?:y|ies|eys?)|white trash|half.?breeds?',
  'fag+(?:s|ots?|gots?|gy)?|faggits?|homos?|poofters?|bum ?boys?|batty ?boys?|lesbos?|lezz(?:er|ie)s?|carpet ?munchers?|dykes?|trann(?:y|ies)|she ?males?|he.?shes?|troons?|butt ?pirates?|fudge ?packers?|(?:lib|fuck|auto|re)tards?|retard(?:ed|o)|spaz(?:z|zes|tic)?|spastics?|mongoloids?|cretins?|cripples?|midgets?|gaiji|kichigai|window ?lickers?|autists?|downies?',
  `heil|sieg ?heil|heil hitler|hitler (?:was right|did nothing wrong)|gas the|white power|white genocide|14 ?[/-]?88|ethnic cleansing|race traitors?|master race|god hates \\w+|sub ?humans?|death to (?:all )?(?:the )?(?:${PEOPLES})|(?:kill|hate|deport|exterminate|lynch|gas|burn|ban|shoot|get rid of) (?:all )?(?:the |those |these |of the )?(?:${PEOPLES})|(?:${PEOPLES}) (?:are|r) (?:all |just |like |basically |nothing but |such |fucking ){0,3}(?:${VERMIN})|(?:${PEOPLES}) (?:go (?:home|back|away)|get out|out|(?:should|must|need to|deserve to|will) (?:all )?(?:die|burn|hang|go back|leave|not exist|be (?:shot|killed|deported|gassed|banned|put down))|don'?t (?:belong|deserve)|do not belong|belong in (?:the |a )?(?:kitchen|cages?|camps?|zoos?|ovens?))|(?:dirty|filthy|stinking|stupid|fucking|lazy|smelly) (?:${PEOPLES})|go (?:back|home) to (?:africa|mexico|china|india|asia|pakistan|your (?:own )?(?:country|jungle|cave))`,
] as const

const BODY =
  'tits?|titt(?:y|ies)|boobs?|breasts?|ass|butt|booty|pussy|cock|dick|penis|balls|nipples?|panties|underwear|bra'
export const EN_SEXUAL = [
  'nudes?|nudity|naked|topless|in the nude|(?:without|no) (?:any |her )?(?:clothes|bra|panties|underwear)|(?:her|your|ur|their) (?:clothes|top|bra|shirt|pants|panties|dress) off|undress(?:ed|ing)?|(?:remove|rip off|take off|lose|drop) (?:her |his |your |the |all |their ){0,2}(?:clothes|clothing|bra|shirt|dress|panties|top|underwear|bikini)|show (?:some |more )skin|^bend over|strip(?:s|ped)? (?:for|naked|tease)|striptease|strippers?|nsfw|lewd(?:s|er|ed)?|18 ?\\+|x.rated|r-?18|rule ?34|r34|uncensored|ahegao|ecchi|oppai|hentai|futanari|bukkake|paizuri|chinko|chinpo|manko|sekkusu|yariman',
  'loli(?:ta|con|s)?|shota(?:con)?|pedo(?:s|phile|philes|philia)?|paedo\\w*|jailbait|underage (?:girl|boy|sex|nude)s?|child porn|milfs?|dilfs?|incest|bestiality|necrophil\\w*|yiff',
  'horny|hornier|sex(?:y|ier|iest|ual|ually|ting)?|seggs|secks|s3x|erotica?|kinky|bdsm|bondage|fetish(?:es)?|dominatrix|orgas\\w+|boners?|erections?|nipples?|areolas?|camel ?toes?|cleavage|under ?boob|side ?boob|boob(?:s|ies)|titt(?:y|ies)|tits|tidd(?:y|ies)|thicc+|dat ass|booty (?:pic|shake)s?|twerk(?:ing)?|butt ?hole|panties|panty ?shots?|up ?skirts?|down ?blouse|lingerie',
  `(?:big|huge|bare|naked|nice|bouncing|massive|giant|her|your|ur) (?:${BODY})|(?:show|send|flash|grab|squeeze|touch|lick|suck|spank|see) (?:me |us )?(?:your |ur |her |his |my |the |those |some ){0,2}(?:${BODY}|feet pics?|nudes?|cleavage)|(?:show|send) (?:me |us )?(?:your|ur|her) (?:body|legs|thighs|feet|chest|skin)`,
  'cocks?|dicks?|dick ?pics?|penis(?:es)?|phallus|schlong|ball ?sack|nut ?sack|testicles?|scrotum|vaginas?|vulva|labia|clit(?:s|oris)?|puss(?:y|ies)|cunts?|anus|anal|cum(?:s|ming|shots?|dump|slut)?|jizz\\w*|semen|sperm|squirt(?:s|ing)? on (?:her|my|his)|creampie(?:d|s)?|blow ?jobs?|hand ?jobs?|foot ?jobs?|rim ?jobs?|deep ?throat\\w*|giv(?:e|es|ing) (?:me |him )?head|suck(?:s|ing)? (?:me|him|it) off|69ing|doggy ?style|gang ?bang\\w*|threesome|orgy|orgies|glory ?hole|fap(?:s|ping|ped)?|wank(?:s|ing)?|(?:jack|jerk)(?:s|ing|ed)? (?:me |him |it )?off|masturbat\\w*|dildos?|vibrators?|butt ?plugs?|fleshlight|strap.?on|condoms?|finger(?:ing|ed)? (?:her|herself|myself)|ride (?:my|his) (?:cock|dick|face)|sit on (?:my|his) (?:face|dick|cock)|spread (?:her|your|ur) (?:legs|cheeks|thighs)|bend (?:her|you) over|sleep with me|have (?:sex|intercourse)|bang(?:ed|ing)? (?:her|your mom|ur mom)|breed me|impregnat\\w*|moan(?:s|ing)? (?:for|like)|dirty talk|talk dirty|one night stand|fuck ?(?:buddy|toy)|only ?fans|fansly|cam ?(?:girl|whore|show)s?|porn(?:o|hub|star|stars|ography|ographic)?|pron|escort service|prostitut\\w*|whores?|slut(?:s|ty)?|skanks?|thots?|brothels?|rap(?:e|ed|es|ist|ists|ing)|molest\\w*|grop(?:e|ed|ing)|choke me daddy|daddy please',
] as const

const LOSER =
  'worthless|pathetic|ugly|fat|stupid|dumb|disgusting|useless|retarded|trash|garbage|idiots?|morons?|imbeciles?|losers?|pigs?|freaks?|scum\\w*|vermin|maggots?|parasites?|piece of (?:shit|crap|trash|garbage)|pos|waste of (?:space|air|oxygen|skin|time)|bastards?|bitch(?:es)?|assholes?|dipshits?|douche\\w*|scumbags?|low ?life|failures?|talentless|brain ?dead|cancerous|wanker|tosser|bellend|unlovable|a mistake|vile|revolting|hideous'
const SELF = '(?:your|ur|yo|yer|thy)[ -]?(?:self|selves|life|throat|wrists?)'
const HARM =
  'kill|murder|shoot|stab|rape|beat|hurt|strangle|burn|behead|choke|poison|slap|punch|skin|gut|knife|slaughter|drown|bury|end|destroy'
export const EN_ABUSE = [
  `kys|keep yourself safe|kurself|(?:kill|hang|shoot|off|neck|unalive|delete|drown|rope|end|hurt|cut|slit) ${SELF}|kill (?:her|him|them) all|go die|(?:please|pls|just|die) die|die (?:already|slowly|alone|painfully|in (?:a (?:fire|hole|ditch)|hell|pain)|you|bitch|loser|scum)|drop dead|rot in hell|burn in hell|go to hell`,
  "(?:hope|wish|pray) (?:that )?(?:you|u|he|she|they|your \\w{2,8})(?:'?d|'?ll| all| just){0,2} (?:dies?|died|gets? (?:cancer|hit|killed|raped|shot|run over)|chokes?|burns?|rots?|suffers?|were (?:dead|never))|(?:you|u|he|she|they|streamers?) (?:all |just |really ){0,2}(?:should|deserves? to|needs? to|must|ought to)(?: all| just)? (?:die|rot|be (?:dead|shot|killed|hanged|raped|beaten|put down)|burn in|kill)|should(?:'ve| have) been (?:aborted|swallowed)",
  "drink (?:some )?bleach|(?:jump|leap|walk|throw yourself) (?:off|in ?front of|into|under) (?:a |the |an |your )?(?:tall |nearest |high |moving )?(?:bridge|cliff|roof|building|train|bus|balcony|traffic)|play in traffic|tie a noose|buy a rope|commit (?:suicide|sudoku)|(?:nobody|no ?one|everyone|everybody) (?:would |will |even |here )?(?:likes?|loves?|miss(?:es)?|wants?|hates?|cares about) (?:you|u|your \\w+)|better (?:off )?without (?:you|u)|(?:your|ur|yo) (?:mom|mum|mother|mama|sister)(?:'s| is|s)? (?:a |so )?(?:hoe|whore|slut|bitch|fat|ugly)",
  `(?:i|we|im|i'm|ill|i'll|imm?a|gonna|going to|will|'ll)(?: really| literally| gonna| going to| will| to| come| and| find| fucking){0,4} (?:find (?:you|u|out where you)|hunt (?:you|u) down|(?:${HARM}) (?:you|u|ya|him|her|them|the streamer|everyone|your (?:family|mom|mother|dog|cat|kids?|face|head|house))(?! (?:with kindness|at|in))|come to your (?:house|home|place|address|school|work)|swat (?:you|u|him|her)|dox+ (?:you|u|him|her)|leak (?:your|ur|her|his))|(?:know|found|have|leak(?:ed|ing)?) (?:where (?:you|u|he|she|they) (?:live|work|sleep)|(?:your|ur|her|his) (?:address|home|ip|location|school|phone number|family))|(?:watch|check) (?:your|ur) back|you(?:'re|r| are|re) (?:a )?dead|(?:bomb|shoot up|blow up|burn down) (?:your|ur|a|this|his|her) (?:school|house|home|studio|building|church|mosque|synagogue|office)|shoot(?:ing)? up the|bomb threat|school shooting|pipe bomb|acid in (?:your|her) face|(?:punch|kick|slap|smash|bash) (?:you|u|ur|your|her|his) (?:in the )?(?:face|head|teeth|skull)|(?:break|snap) (?:your|ur|her|his) (?:neck|legs?|fingers|arms?|hands?|skull|jaw)|beat (?:the (?:shit|crap|hell) out of|you up|u up|your ass)|stab (?:you|u|her|him)|(?:piss|spit) on (?:you|your|ur)|lynch (?:him|her|them|you)`,
  `(?:you|u|ur|you'?re|youre|yall|y'all|he|she|they|streamer)(?: are| r| is|'s| were| looks?| sounds?| all)?(?: an?| the| so| such| just| like| fucking| literally| really| absolute(?:ly)?| complete| total| most| biggest| nothing but| little| damn| sad| stupid| dumb| fat| ugly| worthless| pathetic| useless| filthy| dirty| lazy){0,5} (?:${LOSER})(?! (?:good|cute|cats?|birds?|seals?|ducks?|frogs?|fish))`,
  '(?:stupid|ugly|fat|dumb|fucking|worthless|pathetic|filthy|dirty|disgusting|useless|retarded|lazy|talentless|annoying|shitty) (?:bitch(?:es)?|idiots?|morons?|losers?|freaks?|whores?|cunts?|streamers?|hags?|scum|retards?|fucks?|slags?|hoes?|pos)',
  'korosu(?:zo|yo)?|bukkorosu|kutabare|shinde(?:yo|kure)?|shine(?:yo| yo| kasu| baka)|shut the (?:fuck|hell) up|shut (?:up|it|your (?:mouth|face|trap)|ur (?:mouth|face|trap)),? (?:you|u|idiot|moron|bitch|loser|stupid|dumb|ugly|fat)|stfu|gtfo|foad|f(?:u{0,4}|v)ck(?:ing|in|er|ers|ed|off|face|head|wit|n)?|fukk?(?:in|ing|er|ed)?|phu?ck(?:ing|ed|er)?|mofo|mother ?f\\w{3,8}|bull ?shit|biatch|bi?otch|(?:ass|a-?|arse) ?holes?|ass ?(?:hat|wipe|clown)s?|dumb ?(?:ass|fuck)e?s?|jack ?ass(?:es)?|dick ?(?:head|wad)s?|douche ?bags?|scumbags?|(?:piss|bugger|sod) off|screw you|kiss my ass|up yours|bell ?ends?|knob ?heads?|wankers?|(?:hate|despise|loathe|detest) (?:you|u|this streamer|your (?:face|voice|guts|art))|your? (?:art|drawing|painting|voice|face|stream|content) (?:is|looks?|sounds?)(?: so| like| such| absolute){0,2} (?:shit|trash|garbage|ass|ugly|disgusting|crap|pathetic|worthless|hideous|vomit)|get (?:cancer|aids|raped)|(?:you|u|streamer|(?:your|ur) \\w{2,10}) (?:really |all )?sucks?(?! (?:at|in|up))|fuq|azz ?holes?',
] as const

/** Emoji that say it without a word. */
export const EMOJI_SPEAK = {
  abuse: /🖕|[🔪🔫💣] ?(?:you|u|him|her)\b|\b(?:you|u) ?[🔪🔫]/iu,
  sexual: /🍆 ?[💦🍑👅👄]|[💦🍑👅] ?🍆|👉 ?👌|👌 ?👈|\b(?:suck|my|your|ur|his) ?🍆/iu,
} as const

/** Unmistakable even with signs in them or letters starred out: 'f🔥u🔥c🔥k', 'f**k'. */
export const EN_STRONG = {
  slur: 'nigger niggers nigga niggas faggot faggots retard retards retarded'.split(' '),
  sexual:
    'porn pussy slut sluts whore whores hentai dildo penis vagina boobs titties blowjob dick cock'.split(' '),
  abuse:
    'fuck fucks fucked fucker fucking shit shitty bitch bitches cunt cunts asshole assholes bastard'.split(
      ' ',
    ),
} as const

/** Unmistakable even torn apart by a blank; 'pen is' and 's hit' are not. */
export const EN_TORN = {
  slur: ['nigger', 'nigga', 'faggot', 'retard'],
  sexual: ['hentai', 'pussy'],
  abuse: ['fuck', 'fucking', 'bitch', 'cunt'],
} as const
