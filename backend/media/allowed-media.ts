/**
 * FFmpeg's names of the containers that are opened here. None of them names other files: no playlist (HLS, DASH), script
 * (ffconcat), session (SDP), pattern of pictures, drawing, subtitle, capture device or filter graph.
 */
const containers = [
  'mov,mp4,m4a,3gp,3g2,mj2',
  'matroska,webm',
  'ogg',
  'wav',
  'w64',
  'mp3',
  'flac',
  'aac',
  'avi',
  'mpeg',
  'mpegvideo',
  'mpegts',
  'asf',
  'flv',
  'mxf',
  'm4v',
  'h264',
  'hevc',
  'ivf',
  'dv',
];

/**
 * Decoders of moving pictures, of sound, and of subtitles: ffprobe opens one for every track and refuses the whole file
 * where one is missing. None of drawings, which name other files; subtitles are read as text, never drawn with fonts.
 */
const decoders = [
  'h264,hevc,mpeg1video,mpeg2video,mpegvideo,mpeg4,msmpeg4v1,msmpeg4v2,msmpeg4,h261,h263,h263i,h263p,flv',
  'vp3,theora,vp6,vp6a,vp6f,vp7,vp8,vp9,libvpx,libvpx-vp9,av1,libdav1d,libaom-av1',
  'vc1,wmv1,wmv2,wmv3,mjpeg,mjpegb,prores,dnxhd,cfhd,dvvideo,ffv1,huffyuv,ffvhuff,utvideo,magicyuv,rawvideo',
  'png,qtrle,rpza,svq1,svq3,cinepak,indeo3,indeo4,indeo5,jpeg2000,libopenjpeg,hap,v210,v410,r210,yuv4',
  'aac,aac_fixed,aac_latm,libfdk_aac,mp1,mp1float,mp2,mp2float,mp3,mp3float,ac3,ac3_fixed,eac3,dca,truehd,mlp',
  'opus,libopus,vorbis,libvorbis,flac,alac,ape,tta,wavpack,speex,libspeex,gsm,gsm_ms,amrnb,amrwb,libopencore_amrnb',
  'wmav1,wmav2,wmapro,wmalossless,nellymoser,adpcm_ima_qt,adpcm_ima_wav,adpcm_ms,adpcm_swf,adpcm_yamaha,qdm2,mace3,mace6',
  'pcm_s8,pcm_s8_planar,pcm_u8,pcm_s16le,pcm_s16be,pcm_u16le,pcm_u16be,pcm_s24le,pcm_s24be,pcm_u24le,pcm_s32le,pcm_s32be',
  'subrip,srt,ass,ssa,mov_text,webvtt,text,pgssub,dvdsub,dvbsub,xsub,cc_dec,eia_608',
  'pcm_f32le,pcm_f32be,pcm_f64le,pcm_f64be,pcm_alaw,pcm_mulaw,pcm_bluray,pcm_dvd,pcm_lxf',
];

/** What FFmpeg may open of an input: our containers and decoders, and the one file it was given. */
export const inputLimits: readonly string[] = [
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  containers.join(','),
  '-codec_whitelist',
  decoders.join(','),
];

/** The same arguments with those limits on each input. */
export function withInputLimits(command: string, args: readonly string[]): readonly string[] {
  if (command === 'ffmpeg')
    return args.flatMap((arg) => (arg === '-i' ? [...inputLimits, arg] : [arg]));
  const hasInput = args.at(-1)?.startsWith('file:') ?? false;
  return hasInput ? [...inputLimits, ...args] : args;
}
