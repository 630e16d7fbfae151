<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="zh_CN">
    <context>
        <name>Tile</name>
        <message>
            <source>{n} 秒后重试</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>上线后自动打开</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>云台</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>实时</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>已连接，等待完整画面</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台无法连接</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>当前账号没有此画面的权限</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>换一路码流</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>排队等待</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>摄像机离线</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>播放组件故障</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>无信号</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>无权查看</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>本机无法解码此视频</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>正在连接</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>正在重新连接</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>画面停止</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>画面停止 {h} 小时 {m} 分</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>画面停止 {m} 分 {s} 秒</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>画面停止 {n} 秒</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>登录已失效</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>移出画面</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>空</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>立即重试</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>等待关键帧</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>等待前面的画面打开</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>编码不支持</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>重新登录</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>重新登录后自动恢复</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>errors</name>
        <message>
            <source>{minutes} 分 {seconds:02d} 秒</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{seconds} 秒</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>不影响使用，下次登录时再输入一次密码。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>不是视频平台</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>会自动重新申请，不需要操作。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>会自动重试；一再出现请报修该点位。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>会自动重连，不需要操作。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>会自动重连；一再出现请报修该点位。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>到时间会自动解锁，忘记密码请联系平台管理员。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>只剩最后 1 次，再错账号会被暂时锁定。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>可能是网络拥堵或平台繁忙，请稍后再试。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>密码无法保存</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>密码错误次数过多，平台暂时锁定了这个账号。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>已不存在</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>已取消</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台{place}内部出错，没有完成请求。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台{place}在规定时间内没有应答。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台{place}正在维护或过载，暂时不提供服务。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台{place}的应答不合规范，无法读懂。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台{place}的应答大得不正常，为安全起见没有读取。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台{place}的证书与上次信任的不同，可能有人冒充平台；没有发送密码。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台{place}的证书没有得到信任，因此没有发送密码。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台上没有这个点位，可能已经拆除，或不在您的管辖范围内。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台不认可这组用户名和密码。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台出错</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台地址不正确</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台应答异常</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台应答过大</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台报告这个摄像头离线。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台拒绝连接</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台暂停服务</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台给的播放许可已经过期。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台证书变了</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>平台连不上</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>恢复上线后会自动播放；长时间离线请报修。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>恢复后会自动重连。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>找不到平台</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>找到了主机{place}，但它没有在这个端口提供服务。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>摄像头离线</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>播放组件 libVLC 不能工作。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>播放组件出错</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>播放许可过期</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>操作已取消。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>收到的视频数据无法解读。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>无法读写本机的配置文件。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>本机与平台{place}之间的网络不通。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>本机存储出错</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>没有权限</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>用户名或密码错误</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>登录已过期</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>登录已过期，平台要求重新确认身份。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>短时间内请求太多，平台要求放慢。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>确有工作需要时，请向平台管理员申请。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>稍后会自动继续。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>等待超时</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>系统密钥环没有应答，密码没有保存。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>编码不支持</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>网络里没有叫这个名字的主机{place}。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>视频中断</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>视频传到一半，连接断开了。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>视频停住</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>视频数据异常</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>证书未被信任</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请从目录里重新选择。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请先打电话向平台管理员核实是否更换过证书，不要急于登录。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请再输入一次密码，视墙的布局会保留。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请向平台管理员核对证书指纹，再登录一次并选择信任。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请填写主机名或 IP，可带端口，例如 10.1.2.3:8080 或 https://sp.example.cn。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请检查地址和端口。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请检查地址有没有写错，以及本机是否接入了专网。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请检查大小写后再试。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请检查磁盘空间和文件夹权限。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请检查端口号；如果没有错，请联系运维确认平台是否已经启动。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请检查网线、交换机和专网连接；恢复后会自动重连。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请求太频繁</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请稍后再试；一再出现请把本机日志交给运维。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请稍后再试；一再出现请联系平台运维。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请等待 {time} 后再试。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请联系平台运维。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请联系运维把码流改为 H.264 或 H.265。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>请重新运行安装命令；仍不行请把本机日志交给运维。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>账号已锁定</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>还可以再试 {n} 次，之后账号会被暂时锁定。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>这不是一个可用的平台地址。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>这个地址{place}有应答，但它不是本软件支持的视频平台。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>这个摄像头的视频编码，本机的播放组件不支持。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>这个账号没有做这件事的权限。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>连接还在，但不再有新画面传来。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>需要时可以再试一次。</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>（{host}）</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
