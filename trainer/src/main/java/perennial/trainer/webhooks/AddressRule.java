package perennial.trainer.webhooks;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Which hosts messages may go to. Whoever may enter a URL must not reach what only this machine
 * can: loopback, private and link-local networks, and the clouds' metadata services among them. A
 * name is refused when one of its addresses is. The Java runtime remembers a name's addresses for
 * 30 seconds, so that the connection that follows goes to the addresses that were looked at.
 */
final class AddressRule {
  private final boolean privateAllowed;

  AddressRule(boolean privateAllowed) {
    this.privateAllowed = privateAllowed;
  }

  /**
   * @throws RefusedAddress when messages may not go there
   * @throws UnknownHostException when there is no such host
   */
  void require(String host) throws UnknownHostException {
    if (privateAllowed) {
      return;
    }
    for (InetAddress address : InetAddress.getAllByName(withoutBrackets(host))) {
      if (!isPublic(address)) {
        throw new RefusedAddress(
            "%s is %s, which is no public address".formatted(host, address.getHostAddress()));
      }
    }
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    return switch (address) {
      case Inet4Address four -> isPublic(four.getAddress());
      case Inet6Address six -> isPublicSix(six.getAddress());
      default -> false;
    };
  }

  private static boolean isPublic(byte[] four) {
    int first = four[0] & 0xff;
    int second = four[1] & 0xff;
    int third = four[2] & 0xff;
    boolean shared = first == 100 && second >= 64 && second < 128; // carriers' networks
    boolean special = first == 192 && second == 0 && (third == 0 || third == 2);
    boolean benchmarks = first == 198 && (second == 18 || second == 19);
    return first != 0 && first < 224 && !shared && !special && !benchmarks;
  }

  private static boolean isPublicSix(byte[] six) {
    int first = six[0] & 0xff;
    int second = six[1] & 0xff;
    boolean unique = (first & 0xfe) == 0xfc; // fc00::/7
    boolean translated = first == 0 && second == 0x64; // 64:ff9b::/96 leads to IPv4
    boolean tunnel = first == 0x20 && second == 0x02; // 2002::/16 likewise
    boolean mappedOrCompatible = first == 0 && second == 0;
    return !unique && !translated && !tunnel && !mappedOrCompatible;
  }
}
