#!/usr/bin/env python3
"""核验证据包：文件自导出后是否被改动。

用法：python verify.py [证据包文件夹] [--fingerprint 登记表上打印的公钥指纹]

只需要 Python 3.6 以上的标准库；有 openssl 命令（3.0 以上）时同时核对签名，没有时会说明。
不联网，不写入任何文件（核对签名时在系统临时目录放三个小文件，用完即删）。
退出码：0 未被改动；1 发现改动；2 文件未见改动，但签名未能核对；3 无法核验。
"""

import sys

if __name__ == "__main__" and not sys.flags.isolated and sys.path:
    del sys.path[0]  # 包内若有冒充标准库的文件，不得被导入

import argparse
import base64
import hashlib
import io
import json
import os
import shutil
import stat
import subprocess
import tempfile
import unicodedata

MANIFEST, SIGNATURE, PUBLIC_KEY = "manifest.json", "manifest.sig", "public_key.pem"
SHA256_SUMS, SM3_SUMS = "SHA256SUMS", "SM3SUMS"
SEALS = (MANIFEST, SIGNATURE, SM3_SUMS, SHA256_SUMS)
SCHEMA = "xueliang-evidence-manifest/1"
SMALL = 8 << 20
MOST_FILES = 10000
MOST_SHOWN = 20
CHUNK = 1 << 20
OPENSSL_S = 60
PREFIXES = {
    "ed25519": "302a300506032b6570032100",
    "sm2": "3059301306072a8648ce3d020106082a811ccf5501822d034200",
}
KEY_BYTES = {"ed25519": 32, "sm2": 65}
SM2_OPTIONS = ["-digest", "sm3", "-pkeyopt", "distid:1234567812345678"]
OK, CHANGED, UNSIGNED, IMPOSSIBLE = 0, 1, 2, 3
FITS, DOES_NOT_FIT, NOT_CHECKED = "fits", "does not fit", "not checked"
FLAGS = os.O_RDONLY
for _name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"):
    FLAGS |= getattr(os, _name, 0)


class NoManifest(Exception):
    """不是本格式的清单。"""


class NoFile(Exception):
    """不是普通文件，或长度超出限度。"""


# ---------------------------------------------------------------- 读文件


def opened(path):
    """打开一个普通文件；链接、设备、管道一律不打开。"""
    if not stat.S_ISREG(os.lstat(path).st_mode):
        raise NoFile(path)
    handle = os.open(path, FLAGS)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise NoFile(path)
    return os.fdopen(handle, "rb", 0)


def path_of(folder, name):
    """文件名在磁盘上是 UTF-8，不随本机的语言设置而变。"""
    if os.name == "nt":
        return os.path.join(folder, name)
    return os.path.join(os.fsencode(folder), name.encode("utf-8", "surrogateescape"))


def names_in(folder):
    """逐个列出文件夹里的名称。"""
    if os.name == "nt":
        return os.listdir(folder)
    return [name.decode("utf-8", "surrogateescape") for name in os.listdir(os.fsencode(folder))]


def read_small(folder, name):
    """读一个小文件的全部内容。"""
    with opened(path_of(folder, name)) as stream:
        parts, size = [], 0
        while size <= SMALL:
            part = stream.read(SMALL + 1 - size)
            if not part:
                break
            parts.append(part)
            size += len(part)
    if size > SMALL:
        raise NoFile(name)
    return b"".join(parts)


def small_or_none(folder, name):
    """读一个小文件；读不到时返回 None。"""
    try:
        return read_small(folder, name)
    except (NoFile, OSError):
        return None


def hashed(folder, name, expected):
    """读一遍文件，返回长度、SHA-256、SM3（本机 Python 不支持 SM3 时为 None）。"""
    sha256, sm3 = hashlib.sha256(), fast_sm3()
    size = 0
    with opened(path_of(folder, name)) as stream:
        while size <= expected:
            part = stream.read(min(CHUNK, expected + 1 - size))
            if not part:
                break
            size += len(part)
            sha256.update(part)
            if sm3 is not None:
                sm3.update(part)
    return size, sha256.hexdigest(), None if sm3 is None else sm3.hexdigest()


# ---------------------------------------------------------------- SM3（GB/T 32905-2016）


def fast_sm3():
    """返回系统自带的 SM3；没有时返回 None。"""
    try:
        return hashlib.new("sm3")
    except ValueError:
        return None


def rotated(x, n):
    """循环左移。"""
    n %= 32
    return ((x << n) | (x >> (32 - n))) & 0xFFFFFFFF


def slow_sm3(data):
    """用纯 Python 计算 SM3，只用于小文件。"""
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    data += b"\x80" + b"\0" * ((55 - len(data)) % 64) + (len(data) * 8).to_bytes(8, "big")
    for at in range(0, len(data), 64):
        w = [int.from_bytes(data[at + i : at + i + 4], "big") for i in range(0, 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ rotated(w[j - 3], 15)
            w.append(x ^ rotated(x, 15) ^ rotated(x, 23) ^ rotated(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            constant = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = rotated((rotated(a, 12) + e + rotated(constant, j)) & 0xFFFFFFFF, 7)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & g)
            tt1 = (ff + d + (ss1 ^ rotated(a, 12)) + (w[j] ^ w[j + 4])) & 0xFFFFFFFF
            tt2 = (gg + h + ss1 + w[j]) & 0xFFFFFFFF
            a, b, c, d = tt1, a, rotated(b, 9), c
            e, f, g, h = tt2 ^ rotated(tt2, 9) ^ rotated(tt2, 17), e, rotated(f, 19), g
        state = [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h))]
    return "".join("%08x" % word for word in state)


def sm3_of(data):
    """返回小内容的 SM3。"""
    digest = fast_sm3()
    if digest is None:
        return slow_sm3(data)
    digest.update(data)
    return digest.hexdigest()


# ---------------------------------------------------------------- 清单


def unique(pairs):
    """同一对象里的键不得重复。"""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise NoManifest
    return made


def refuse(text):
    """清单里没有小数。"""
    raise NoManifest(text)


def integer(text):
    """整数长度有限。"""
    if len(text) > 18:
        raise NoManifest
    return int(text)


def digest(value):
    """返回一个校验值。"""
    if not isinstance(value, str) or len(value) != 64 or not set(value) <= set("0123456789abcdef"):
        raise NoManifest
    return value


def plain(name):
    """文件名只能是本文件夹里的一个文件。"""
    if not isinstance(name, str) or not name or len(name.encode("utf-8", "replace")) > 255:
        return False
    if name[0] in ".-" or name[-1] in " ." or name in SEALS:
        return False
    return not any(letter in '/\\:*?"<>|' or ord(letter) < 32 or ord(letter) == 127 for letter in name)


def read_manifest(content):
    """严格读取清单，返回（包名、登记编号、算法、公钥指纹、文件）。"""
    try:
        document = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=unique,
            parse_float=refuse,
            parse_constant=refuse,
            parse_int=integer,
        )
        text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if text.encode("utf-8") != content or document["schema"] != SCHEMA:
            raise NoManifest
        files = []
        for entry in document["files"]:
            size = entry["bytes"]
            if not plain(entry["name"]) or type(size) is not int or size < 0:
                raise NoManifest
            files.append((entry["name"], size, digest(entry["sha256"]), digest(entry["sm3"])))
        if len(files) > MOST_FILES or len(set(file[0].lower() for file in files)) != len(files):
            raise NoManifest
        signature = document["signature"]
        if signature["algorithm"] not in PREFIXES:
            raise NoManifest
        found = (document["package"], document["retrieval"]["number"])
        if not all(isinstance(value, str) for value in found):
            raise NoManifest
        return found + (signature["algorithm"], digest(signature["key_fingerprint"]), files)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NoManifest from None


# ---------------------------------------------------------------- 签名


def key_fingerprint(pem, algorithm):
    """返回公钥文件的指纹；不是该算法的规范公钥文件时返回 None。"""
    try:
        der = base64.b64decode(b"".join(pem.splitlines()[1:-1]), validate=True)
    except ValueError:
        return None
    prefix = bytes.fromhex(PREFIXES[algorithm])
    if not der.startswith(prefix) or len(der) != len(prefix) + KEY_BYTES[algorithm]:
        return None
    text = base64.b64encode(der)
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    again = b"\n".join([b"-----BEGIN PUBLIC KEY-----"] + lines + [b"-----END PUBLIC KEY-----", b""])
    return hashlib.sha256(der).hexdigest() if again == pem else None


def find_openssl(folder):
    """在 PATH 里找 openssl；当前目录和证据包自身里的不算。"""
    forbidden = {os.path.realpath(folder), os.path.realpath(os.getcwd())}
    for place in os.environ.get("PATH", "").split(os.pathsep):
        if os.path.isabs(place) and os.path.realpath(place) not in forbidden:
            found = os.path.join(place, "openssl.exe" if os.name == "nt" else "openssl")
            if os.path.isfile(found) and os.access(found, os.X_OK):
                return found
    return None


def run(command):
    """运行一个命令，返回（退出码、输出）。"""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=OPENSSL_S,
    )
    return done.returncode, done.stdout.decode("utf-8", "replace")


def new_enough(version):
    """openssl 3.0 起才能核对这两种签名；LibreSSL 不能。"""
    words = version.split()
    if len(words) < 2 or words[0] != "OpenSSL":
        return False
    major = words[1].split(".")[0]
    return major.isdigit() and int(major) >= 3


def check_signature(folder, algorithm, manifest, signature, pem):
    """用 openssl 命令核对签名，返回（结果、说明）。"""
    openssl = find_openssl(folder)
    if openssl is None:
        return NOT_CHECKED, "本机没有 openssl 命令"
    place = tempfile.mkdtemp(prefix="verify-")
    try:
        _, version = run([openssl, "version"])
        if not new_enough(version):
            return NOT_CHECKED, "本机的 openssl 版本过低（%s），需要 OpenSSL 3.0 以上" % version.strip()[:40]
        paths = []
        for name, content in (("m", manifest), ("s", signature), ("k", pem)):
            paths.append(os.path.join(place, name))
            with io.open(paths[-1], "wb") as stream:
                stream.write(content)
        command = [openssl, "pkeyutl", "-verify", "-rawin"]
        command += SM2_OPTIONS if algorithm == "sm2" else []
        command += ["-pubin", "-inkey", paths[2], "-sigfile", paths[1], "-in", paths[0]]
        code, said = run(command)
        if code == 0 and "Verified Successfully" in said:
            return FITS, version.strip()
        _, key = run([openssl, "pkey", "-pubin", "-noout", "-in", paths[2]])
        if key.strip():
            return NOT_CHECKED, "本机的 openssl 不支持 %s" % algorithm.upper()
        return DOES_NOT_FIT, ""
    except (OSError, subprocess.SubprocessError):
        return NOT_CHECKED, "openssl 命令无法运行"
    finally:
        shutil.rmtree(place, ignore_errors=True)


# ---------------------------------------------------------------- 核验


class Check:
    """一次核验。"""

    def __init__(self, folder):
        self.folder = folder
        self.found = []
        self.notes = []
        self.lines = []
        self.signature = NOT_CHECKED
        self.fingerprint = ""

    def run(self, wanted_fingerprint):
        """核验整个文件夹，返回退出码。"""
        there = self.listing()
        if MANIFEST not in there:
            self.found.append("缺少清单 %s，无法逐一核对文件；请确认选的是证据包的文件夹" % MANIFEST)
            return CHANGED
        try:
            content = read_small(self.folder, MANIFEST)
            package, number, algorithm, self.fingerprint, files = read_manifest(content)
        except (NoFile, NoManifest, OSError):
            self.found.append("清单 %s 已被改动或损坏，不能读取" % MANIFEST)
            return CHANGED
        self.lines.append("登记编号：%s" % shown(number))
        self.lines.append("证据包：  %s" % shown(package))
        self.lines.append("公钥指纹：%s" % grouped(self.fingerprint))
        sums = self.recorded_sums()
        genuine = self.judge_seal(content, algorithm, sums)
        self.judge_files(files, there, {} if genuine else sums)
        if genuine:
            self.judge_sums(content, files)
        if wanted_fingerprint and wanted_fingerprint != self.fingerprint:
            self.found.insert(0, "签名不是登记所记的密钥：本包可能由他人重新签名")
        if self.found:
            return CHANGED
        return OK if self.signature == FITS else UNSIGNED

    def listing(self):
        """列出文件夹里的一切。"""
        there = set()
        for name in names_in(self.folder):
            there.add(name)
            if len(there) > MOST_FILES:
                break
        return there

    def recorded_sums(self):
        """SHA256SUMS 里写的，仅供判断是哪一个被改动。"""
        text = (small_or_none(self.folder, SHA256_SUMS) or b"").decode("utf-8", "replace")
        pairs = [line.split("  ", 1) for line in text.splitlines()]
        return {pair[1]: pair[0] for pair in pairs if len(pair) == 2}

    def judge_seal(self, content, algorithm, sums):
        """核对公钥与签名；返回清单是否可信（签名无法核对时，以校验值文件为准）。"""
        pem, signature = small_or_none(self.folder, PUBLIC_KEY), small_or_none(self.folder, SIGNATURE)
        if pem is None or key_fingerprint(pem, algorithm) != self.fingerprint:
            self.found.append("公钥文件 %s %s" % (PUBLIC_KEY, "缺失" if pem is None else "已被改动或替换"))
            return False
        if signature is None:
            self.found.append("缺少签名文件 %s" % SIGNATURE)
            return False
        self.signature, why = check_signature(self.folder, algorithm, content, signature, pem)
        self.notes.append(why)
        if self.signature == DOES_NOT_FIT:
            same = sums.get(MANIFEST) == hashlib.sha256(content).hexdigest()
            self.found.append("签名文件已被改动或替换" if same else "清单 %s 已被改动，与签名不符" % MANIFEST)
            return False
        if self.signature == NOT_CHECKED and sums.get(MANIFEST) != hashlib.sha256(content).hexdigest():
            self.found.append("清单 %s 已被改动，与 %s 不符" % (MANIFEST, SHA256_SUMS))
            return False
        return True

    def judge_files(self, files, there, sums):
        """逐一核对清单所列文件，再找出清单没有列的。"""
        missing, strangers = [], sorted(there - set(file[0] for file in files) - set(SEALS))
        for number, file in enumerate(files, 1):
            name = file[0]
            if name not in there:
                missing.append((number, file))
                continue
            problem = self.problem(file, sums)
            self.lines.append("  %3d  %-6s  %s" % (number, "已改动" if problem else "一致", shown(name)))
            if problem:
                self.found.append("第 %d 个文件%s：%s" % (number, problem, shown(name)))
        for number, file in missing:
            other = self.moved(file, strangers)
            self.lines.append("  %3d  %-6s  %s" % (number, "缺少", shown(file[0])))
            if other is None:
                self.found.append("缺少第 %d 个文件：%s" % (number, shown(file[0])))
            else:
                strangers.remove(other)
                self.found.append("第 %d 个文件被改名：%s → %s" % (number, shown(file[0]), shown(other)))
        for name in strangers:
            self.found.append("多出清单以外的文件：%s" % shown(name))

    def problem(self, file, sums):
        """返回一个文件的问题，没有问题时返回空。"""
        name, size, sha256, sm3 = file
        try:
            state = os.lstat(path_of(self.folder, name))
            if stat.S_ISREG(state.st_mode) and state.st_size != size:
                return "已被改动（长度不同）"
            found = hashed(self.folder, name, size)
        except NoFile:
            return "不是普通文件"
        except OSError:
            return "无法读取"
        if found[2] is None and "sm3" not in self.notes:
            self.notes.append("sm3")
        if name in sums:
            return "" if found[1] == sums[name] else "已被改动"
        same = found[0] == size and found[1] == sha256 and found[2] in (None, sm3)
        return "" if same else "已被改动"

    def moved(self, file, strangers):
        """返回内容相同而名字不同的文件。"""
        for name in strangers:
            try:
                if os.lstat(path_of(self.folder, name)).st_size == file[1]:
                    if hashed(self.folder, name, file[1])[1] == file[2]:
                        return name
            except (NoFile, OSError):
                continue
        return None

    def judge_sums(self, content, files):
        """两个校验值文件必须与清单推算的完全相同。"""
        signature = small_or_none(self.folder, SIGNATURE) or b""
        rows = [(file[0], file[2], file[3]) for file in files]
        for name, data in ((MANIFEST, content), (SIGNATURE, signature)):
            rows.append((name, hashlib.sha256(data).hexdigest(), sm3_of(data)))
        sm3 = "".join("%s  %s\n" % (row[2], row[0]) for row in rows).encode("utf-8")
        rows.append((SM3_SUMS, hashlib.sha256(sm3).hexdigest(), ""))
        sha256 = "".join("%s  %s\n" % (row[1], row[0]) for row in rows).encode("utf-8")
        for name, wanted in ((SM3_SUMS, sm3), (SHA256_SUMS, sha256)):
            found = small_or_none(self.folder, name)
            if found is None:
                self.found.append("缺少校验值文件 %s" % name)
            elif found != wanted:
                self.found.append("校验值文件 %s 已被改动" % name)


# ---------------------------------------------------------------- 说给人听


def shown(text):
    """去掉控制字符和改变显示方向的字符。"""
    hidden = ("Cc", "Cf", "Cs", "Co", "Cn")
    return "".join(c for c in str(text)[:300] if unicodedata.category(c) not in hidden)


def grouped(fingerprint):
    """指纹按四位一组书写。"""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4)).upper()


def say(text=""):
    """写一行。"""
    sys.stdout.write(text + "\n")


def speak_chinese():
    """终端写不了汉字时改写 UTF-8；写不出的字写成问号，不因此中断。"""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    try:
        "结论".encode(encoding)
    except (UnicodeError, LookupError):
        encoding = "utf-8"
    if hasattr(sys.stdout, "buffer"):
        sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding, errors="replace", line_buffering=True)


def report(check, code, asked):
    """说出结论。"""
    say("=" * 64)
    if code == CHANGED:
        say("结论：本证据包与导出时不一致（%d 处）" % len(check.found))
        for line in check.found[:MOST_SHOWN]:
            say("  · " + line)
        if len(check.found) > MOST_SHOWN:
            say("  · ……另有 %d 处" % (len(check.found) - MOST_SHOWN))
    else:
        say("结论：文件自导出后未被改动" + ("，但签名未能核对" if code == UNSIGNED else ""))
    say("=" * 64)
    for line in check.lines:
        say(line)
    if check.signature == FITS:
        say("签名：    有效（%s）" % shown(check.notes[0]))
    elif check.signature == NOT_CHECKED and check.fingerprint:
        say("签名：    未核对（%s）" % (shown(check.notes[0]) if check.notes else "缺少公钥或签名"))
    else:
        say("签名：    无效" if check.fingerprint else "签名：    未核对")
    if "sm3" in check.notes[1:]:
        say("SM3：     本机 Python 不支持，未另行核对（SHA-256 已核对）")
    if asked:
        say("签名者：  %s" % ("与给出的指纹一致" if asked == check.fingerprint else "与给出的指纹不一致"))
    elif check.fingerprint:
        say("签名者：  请将上面的公钥指纹与调取登记表上打印的指纹核对")
    say("校验值与签名只证明文件自导出后有没有被改动，不证明画面内容的真伪。")


def main(arguments):
    """命令入口，返回退出码。"""
    speak_chinese()
    parser = argparse.ArgumentParser(prog="verify.py", description="核验证据包：文件自导出后是否被改动。")
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("folder", nargs="?", default=here, help="证据包文件夹，默认为本脚本所在文件夹")
    parser.add_argument("--fingerprint", default="", help="调取登记表上打印的公钥指纹")
    try:
        options = parser.parse_args(arguments)
    except SystemExit as wish:  # 2 在这里另有含义
        return IMPOSSIBLE if wish.code else OK
    asked = "".join(c for c in options.fingerprint.lower() if c not in " :-\t")
    if asked and (len(asked) != 64 or not set(asked) <= set("0123456789abcdef")):
        say("指纹应为 64 位十六进制数。")
        return IMPOSSIBLE
    check = Check(os.path.abspath(options.folder))
    try:
        code = check.run(asked)
    except OSError as error:
        say("无法核验：打不开文件夹 %s（%s）" % (shown(options.folder), type(error).__name__))
        say("请给出证据包的文件夹（里面有 %s）；压缩包请先解压。" % MANIFEST)
        return IMPOSSIBLE
    report(check, code, asked)
    return code


if __name__ == "__main__":
    CODE = main(sys.argv[1:])
    clicked = os.name == "nt" and len(sys.argv) == 1 and "PROMPT" not in os.environ
    if clicked and sys.stdin and sys.stdin.isatty():
        input("按回车键关闭。")  # 双击打开时，窗口不应立即消失
    sys.exit(CODE)
