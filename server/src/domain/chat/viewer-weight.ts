import type { AudienceSettings } from '@yosegaki/contract'

/** What a viewer's wish weighs (C72). Who is both new and a member weighs as both settings say. */
export const viewerWeight = (
  { firstTimeWeight, memberWeight }: AudienceSettings,
  { member = false, firstTime }: { member?: boolean | undefined; firstTime: boolean },
): number => (member ? memberWeight : 1) * (firstTime ? firstTimeWeight : 1)
