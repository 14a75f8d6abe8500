package org.glossa.convert;
import java.nio.file.*;import java.util.*;
public class OneChain { public static void main(String[] a) throws Exception {
 long seed=Long.parseLong(a[0]); Path f=Files.createDirectories(Path.of(a[1])); 
 ChainSources s=ChainSources.write(f, List.of(seed)); Path sc=Files.createDirectories(f.resolve("s"+seed));
 System.out.println(ChainSources.options(seed));
 try(Slide sl=Slide.open(ChainSources.slide())){ Path file=s.file(seed,sc);
 for(Chain c: Chain.all(ChainSources.language(seed), EnumSet.allOf(Language.class))){ if(a.length>2&&!c.toString().equals(a[2])) continue;
  try { var r=new RoundTrip(sl,ChainSources.options(seed),sc).run(file,c); System.out.println(c+" "+r.verdict()+" "+r.entries()+" gone "+r.gone()); r.sentences().forEach(x->System.out.println("   "+x)); } catch(Exception e){System.out.println(c);e.printStackTrace(System.out);} } } } }
