import type { Text } from '@yosegaki/contract'
import type { Work } from '../../ports.ts'

const TRAINED_ALGORITHMIC = 'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia'

/**
 * The picture's own account of itself as XMP (ISO 16684): title in both languages, who made it (nobody by name: viewers'
 * names are never kept), licence, that an algorithm trained on data made it from a chat's wishes (IPTC digital source
 * type), model with its hash, and seed. Holds no time and no id, so that the same picture painted again is the same file.
 */
export function xmpOf({ title, licence, model, seed, steps, prompts }: Work): string {
  const asked = prompts.map(({ text, weight }) => `${text} (${weight.toFixed(2)})`).join(', ')
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
 xmlns:cc="http://creativecommons.org/ns#" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:yosegaki="urn:yosegaki:work:1"
 xmp:CreatorTool="Yosegaki" xmpRights:Marked="${licence.fanWorks === undefined ? 'False' : 'True'}" xmpRights:WebStatement="${escapeXml(licence.url)}"
 Iptc4xmpExt:DigitalSourceType="${TRAINED_ALGORITHMIC}"
 yosegaki:model="${escapeXml(model.id)}"${model.hash === undefined ? '' : ` yosegaki:modelHash="${model.hash}"`} yosegaki:seed="${seed}" yosegaki:steps="${steps}" yosegaki:prompts="${escapeXml(asked)}">
<cc:license rdf:resource="${escapeXml(licence.url)}"/>
<dc:title>${alternatives(title)}</dc:title>
<dc:creator><rdf:Seq><rdf:li>${CREATOR}</rdf:li></rdf:Seq></dc:creator>
<xmpRights:UsageTerms>${alternatives(usageOf(licence))}</xmpRights:UsageTerms>
<dc:rights>${alternatives(licence.name)}</dc:rights>
<dc:description>${alternatives({
    ja: `チャットのみんなとAIが一緒に描きました。${model.credit.ja}`,
    en: `AI generated from chat: painted by an audience and an AI together. ${model.credit.en}`,
  })}</dc:description>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`
}

const CREATOR = 'Yosegaki (AI) and its audience'

/** The licence in words; of a fan work also whose guideline allows it, and since when. */
function usageOf({ name, fanWorks = [] }: Work['licence']): Text {
  const evidence = fanWorks
    .map(({ name, guideline, allowedAt }) => `${name}: ${guideline} (${new Date(allowedAt).toISOString()})`)
    .join('; ')
  return evidence === '' ? name : { ja: `${name.ja} ${evidence}`, en: `${name.en} ${evidence}` }
}

const alternatives = ({ ja, en }: Text): string =>
  `<rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(ja)}</rdf:li><rdf:li xml:lang="ja">${escapeXml(ja)}</rdf:li>` +
  `<rdf:li xml:lang="en">${escapeXml(en)}</rdf:li></rdf:Alt>`

/** Titles are viewers' words: markup characters are escaped, characters XML 1.0 does not allow are dropped. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
