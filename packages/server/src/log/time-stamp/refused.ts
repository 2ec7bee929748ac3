/** Why a time stamp is not accepted. */
export class TimeStampRefused extends Error {}
